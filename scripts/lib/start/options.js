// The start command's options: what may be given, and what is meant when nothing is.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Trouble } from "../log.js";

export const help = `npm start -- [options]

Starts the Worker in workerd, mints a token for a user and keeps serving.
Without a key, the token endpoint is a local stand-in for Google.

  --key FILE        a service account's key file: mints at Google instead
  --user EMAIL      the user to speak for (ada@example.com; with --key it has to be given)
  --scopes LIST     scopes, by short name or URL (gmail.readonly; with --key they have to be given)
  --token-uri URL   with --key: another token endpoint than Google's, for development
  --port N          the Worker's port (8787, or any free one where that is taken)
  --once            stop after the tokens instead of serving on
  --json            print one JSON object on standard output, for programs
  --help            print this`;

/** An option that cannot be meant. */
export class WrongOption extends Trouble {
  exitCode = 2;
}

/**
 * @typedef {object} Options
 * @property {boolean} help
 * @property {string} [key] The text of the key file.
 * @property {string} user
 * @property {string[]} scopes
 * @property {string} [tokenUri]
 * @property {number} [port]
 * @property {boolean} once
 * @property {boolean} json
 */

/** @param {string[]} args @returns {Options} */
export function readOptions(args) {
  const given = parse(args);
  if (given.key === undefined) refuseWithoutKey(given);
  else requireWithKey(given);
  return {
    help: given.help,
    key: given.key === undefined ? undefined : readKey(given.key),
    user: given.user?.trim() ?? "ada@example.com",
    scopes: (given.scopes ?? "gmail.readonly").split(/[\s,]+/).filter(Boolean),
    tokenUri: given["token-uri"],
    port: given.port === undefined ? undefined : readPort(given.port),
    once: given.once,
    json: given.json,
  };
}

function parse(args) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const values = { key: text, user: text, scopes: text, "token-uri": text, port: text };
  try {
    return parseArgs({ args, options: { ...values, once: flag, json: flag, help: flag } }).values;
  } catch (error) {
    // Only the first sentence: what follows is about positional arguments, which there are none of.
    const [problem] = error.message.split(/\. |\.?\n/);
    throw new WrongOption(`start: ${problem}. \`npm start -- --help\` lists the options.`);
  }
}

function refuseWithoutKey(given) {
  if (given["token-uri"] !== undefined) throw new WrongOption("start: --token-uri needs --key.");
  if (given.user !== undefined && !/@example\.com$/i.test(given.user.trim())) {
    throw new WrongOption(
      `start: the stand-in for Google knows example.com only, not ${JSON.stringify(given.user)}: ` +
        "try --user grace@example.com, or name a key file of your own with --key.",
    );
  }
}

function requireWithKey(given) {
  for (const name of ["user", "scopes"]) {
    if (!given[name]?.trim()) throw new WrongOption(`start: --key needs --${name} as well.`);
  }
}

function readKey(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new WrongOption(`start: the key file cannot be read: ${error.message}.`);
  }
}

function readPort(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new WrongOption(`start: --port takes a number from 1 to 65535, not ${JSON.stringify(text)}.`);
}
