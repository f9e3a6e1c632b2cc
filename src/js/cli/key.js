// The service account's key: where it is read from, and a minter for it.
import { EdgemintError, createMinter } from "edgemint";
import { WrongUse } from "./args.js";
import { Failure } from "./failure.js";
import { readFile, readStream } from "./input.js";

const VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

/** For the help of each command that takes a key. */
export const keyHelp = `The key is the JSON file of the service account:
  --key FILE       by its path
  --key -          from standard input
  --key env:NAME   from the environment variable NAME: its text, or base64 of that
Without --key it is the file that ${VARIABLE} names.`;

/** @param {string} [option] @param {import("./cli.js").IO} io @returns {Promise<string>} */
export async function readKey(option, { env, stdin }) {
  if (option === "-") return readStream(stdin);
  if (option?.startsWith("env:")) return fromEnvironment(option.slice(4), env);
  const file = option ?? env[VARIABLE];
  if (!file) throw new WrongUse(`There is no key: give --key, or set ${VARIABLE}.`);
  return fromFile(file, option === undefined ? VARIABLE : "--key");
}

function fromEnvironment(name, env) {
  if (Object.hasOwn(env, name) && env[name]) return env[name];
  throw new Failure("The environment variable that --key names is not set, or empty.", {
    code: "unreadable_key",
    remedy: "Export it before the command; its name is what stands behind env: in --key.",
  });
}

const READING = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read it",
  EISDIR: "it is a folder",
};

/** The path is not repeated: people paste the key itself there. */
async function fromFile(file, source) {
  try {
    return await readFile(file);
  } catch ({ code }) {
    throw new Failure(`The key file that ${source} names cannot be read: ${READING[code] ?? code}.`, {
      code: "unreadable_key",
      remedy: `Give ${source} the path of the JSON key file that Google Cloud has downloaded.`,
    });
  }
}

/** @param {string} credentials @param {string} [tokenUri] */
export async function openMinter(credentials, tokenUri) {
  try {
    return await createMinter({ credentials, tokenUri });
  } catch (error) {
    if (error instanceof EdgemintError && error.code === "invalid_token_uri") {
      throw new WrongUse(`--token-uri: ${error.message} ${error.remedy}`);
    }
    throw error;
  }
}
