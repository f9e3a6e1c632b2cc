// The benchmark's options: what may be given, and what is meant when nothing is.
import { parseArgs } from "node:util";
import { Trouble } from "../../scripts/lib/log.js";

export const sizes = [2048, 3072, 4096];
export const runtimes = ["node", "workerd"];

export const help = `npm run bench -- [options]

Times one RS256 signature by edgemint and by what could stand in its place, all in turns in one
run, and compares what packages ship.

  --bits N          one key size: ${sizes.join(", ")} (all)
  --runtime NAME    one runtime: ${runtimes.join(", ")} (both)
  --quick           fewer samples: a look, not a result
  --write           put the result into docs/BENCHMARKS.md as well; for whole runs only
  --json            print one JSON object on standard output, for programs
  --help            print this`;

/** How many samples: `rounds` of turns for warm signatures, `cold` fresh starts, `mints` a package. */
const thorough = { rounds: 25, warmUpMs: 600, cold: 11, mints: 25 };
const quick = { rounds: 7, warmUpMs: 200, cold: 3, mints: 5 };

/** @param {string[]} args */
export function readOptions(args) {
  const { bits, runtime, quick: isQuick, write, json, help } = parse(args);
  if (write && (bits || runtime || isQuick)) {
    throw new Trouble("bench: --write is for whole runs: leave out --bits, --runtime and --quick.");
  }
  return {
    help,
    json,
    write,
    bits: bits === undefined ? sizes : [known("bits", Number(bits), sizes)],
    runtimes: runtime === undefined ? runtimes : [known("runtime", runtime, runtimes)],
    effort: isQuick ? quick : thorough,
  };
}

function known(option, value, choices) {
  if (choices.includes(value)) return value;
  throw new Trouble(`bench: --${option} is one of ${choices.join(", ")}.`);
}

function parse(args) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const options = { bits: text, runtime: text, quick: flag, write: flag, json: flag, help: flag };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [problem] = error.message.split(/\. |\.?\n/);
    throw new Trouble(`bench: ${problem}. \`npm run bench -- --help\` lists the options.`);
  }
}
