// The load command's options: what may be given, and what is meant when nothing is.
import { parseArgs } from "node:util";
import { Trouble } from "../log.js";

export const help = `npm run load -- [options]

Puts the Worker in workerd under load, with tokens in Durable Objects and a local stand-in for
Google, and prints requests per second and latencies: for tokens that are kept, for tokens that are
minted, and for a Worker that does nothing. Every token is checked to be its user's.

  --seconds N       how long each case takes, after a second to warm up (10)
  --concurrency N   how many requests are under way at a time (16)
  --users N         in place of this: tokens for N users, and what the isolate and workerd hold meanwhile,
                    with each cache
  --disk            Durable Objects on this machine's disk, in place of its memory
  --json            print one JSON object on standard output, for programs
  --help            print this`;

/** @param {string[]} args */
export function readOptions(args) {
  const { seconds, concurrency, users, disk, json, help } = parse(args);
  return {
    seconds: wholeNumber("seconds", seconds, 3_600),
    concurrency: wholeNumber("concurrency", concurrency, 1_000),
    users: users === undefined ? undefined : wholeNumber("users", users, 10_000_000),
    disk,
    json,
    help,
  };
}

function wholeNumber(option, text, most) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Trouble(`load: --${option} is a whole number from 1 to ${most.toLocaleString("en")}.`);
}

function parse(args) {
  const number = (value) => ({ type: "string", default: value });
  const flag = { type: "boolean", default: false };
  const numbers = { seconds: number("10"), concurrency: number("16") };
  const options = { ...numbers, users: { type: "string" }, disk: flag, json: flag, help: flag };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [problem] = error.message.split(/\. |\.?\n/);
    throw new Trouble(`load: ${problem}. \`npm run load -- --help\` lists the options.`);
  }
}
