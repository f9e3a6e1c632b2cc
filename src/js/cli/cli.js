// `npx edgemint`: which command it is, and how a failure is told.
import { readFileSync } from "node:fs";
import { WrongUse } from "./args.js";
import { exitCode, tellFailure } from "./failure.js";

const help = `npx edgemint COMMAND [options]

  token     mint a token that speaks for a user, and print it
  doctor    find out why there is no token, or why an API refuses it
  inspect   decode and check an assertion, a token or a key file
  explain   say what an error of Google's means, and what to do
  policy    say what a policy of the Worker grants, and why

  --help      print this; behind a command, what that command takes
  --version   print the version

Ends with 0 where all is well, with 1 where something is refused or a check fails, with 2 where the
command makes no sense, with 3 where the same command may succeed a little later.`;

/**
 * A command's `run` takes its arguments and gives its exit code; where nothing else is said, 0.
 *
 * @type {Record<string, () => Promise<{ help: string, run(args: string[], io: IO): Promise<number | void> }>>}
 *
 * @typedef {Pick<NodeJS.Process, "stdin" | "stdout" | "stderr" | "env">} IO
 */
const commands = {
  token: () => import("./token.js"),
  doctor: () => import("./doctor.js"),
  inspect: () => import("./inspect.js"),
  explain: () => import("./explain.js"),
  policy: () => import("./policy.js"),
};

/** @param {string[]} args @param {IO} io @returns {Promise<number>} the exit code */
export async function cli([name, ...args], io) {
  const command = Object.hasOwn(commands, name) ? name : undefined;
  try {
    if (command) return await start(await commands[command](), args, io);
    io.stdout.write(`${answerWithoutCommand(name)}\n`);
    return 0;
  } catch (error) {
    tellFailure(error, { command, json: args.includes("--json"), stderr: io.stderr });
    return exitCode(error);
  }
}

async function start({ help, run }, args, io) {
  if (!args.includes("--help")) return (await run(args, io)) ?? 0;
  io.stdout.write(`${help}\n`);
  return 0;
}

function answerWithoutCommand(name) {
  if (name === "--help") return help;
  if (name === "--version") return version();
  // What stands there is not repeated: it may be a key.
  const problem = name === undefined ? "There is no command." : "There is no such command.";
  throw new WrongUse(`${problem} There are: ${Object.keys(commands).join(", ")}.`);
}

const version = () => JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")).version;
