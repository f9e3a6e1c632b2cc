import { OPTIONS_UNREADABLE } from "../generated/messages.js";
import { errorOf, optionError } from "./errors.js";
import { attempt, beginningOf, own } from "./plain.js";

const isFunction = (value) => typeof value === "function";
const isCache = (value) => ["get", "put", "delete"].every((name) => isFunction(value?.[name]));
const isSignal = (value) => typeof value?.aborted === "boolean" && isFunction(value.addEventListener);

/** What each option has to be, where it is given. */
const EXPECTED = {
  __proto__: null,
  cache: [isCache, "an object with the methods get, put and delete"],
  clock: [isFunction, "a function that returns milliseconds since 1970"],
  fetch: [isFunction, "a function such as fetch"],
  onEvent: [isFunction, "a function"],
  signal: [isSignal, "an AbortSignal"],
};
export const OF_MINTER = [
  ...["cache", "clock", "fetch", "onEvent"],
  ...["credentials", "dangerouslyAllowBrowser", "lifetime", "signer", "tokenUri"],
];

/** @returns {import("../index.d.ts").MinterOptions} all of them, given or not */
export const minterOptions = (given) => checked(given, OF_MINTER);

/** @returns {AbortSignal | undefined} */
export const signalOf = (given) => checked(given, ["signal"]).signal;

function checked(given, names) {
  const options = readable(given, names);
  for (const name of names) {
    const [fits, expected] = EXPECTED[name] ?? [];
    if (!fits || options[name] === undefined || attempt(() => fits(options[name]), false)) continue;
    throw optionError(name, expected);
  }
  return options;
}

function readable(given, names) {
  try {
    return own(given, names);
  } catch (cause) {
    throw errorOf(OPTIONS_UNREADABLE, { cause });
  }
}

/** As the WebAssembly takes it: what is no whole number is none that fits. */
export const lifetimeOf = (lifetime) =>
  lifetime === undefined || (Number.isInteger(lifetime) && lifetime >= 0 && lifetime <= 0xffff) ? lifetime : 0;

/** The fields of a key file that count. */
const OF_KEY_FILE = [
  ...["type", "client_email", "client_id", "private_key"],
  ...["private_key_id", "project_id", "token_uri", "universe_domain"],
];

/** @returns {string} the text of a key file */
export function keyFileText(credentials) {
  if (typeof credentials === "string") return beginningOf(credentials);
  if (credentials === undefined) return "";
  if (credentials === null || typeof credentials !== "object") return "null";
  // What cannot be read is refused as what it is, no key file.
  const fields = attempt(() => Object.entries(own(credentials, OF_KEY_FILE)).map(plainField));
  // Without a prototype, where a toJSON might be.
  return fields ? beginningOf(JSON.stringify({ __proto__: null, ...Object.fromEntries(fields) })) : "null";
}

/** Texts as they are; whatever else stands there is refused as something that is no text. */
function plainField([name, value]) {
  if (typeof value === "string") return [name, beginningOf(value)];
  return [name, value === undefined || value === null ? undefined : 0];
}
