import { EdgemintError } from "./errors.js";

const isFunction = (value) => typeof value === "function";
const isCache = (value) => ["get", "put", "delete"].every((name) => isFunction(value?.[name]));

/** What each option has to be, where it is given. */
const EXPECTED = {
  cache: [isCache, "an object with the methods get, put and delete"],
  clock: [isFunction, "a function that returns milliseconds since 1970"],
  fetch: [isFunction, "a function such as fetch"],
  onEvent: [isFunction, "a function"],
};

/** @param {object} options */
export function checkOptions(options) {
  for (const [name, [fits, expected]] of Object.entries(EXPECTED)) {
    if (options[name] === undefined || fits(options[name])) continue;
    throw new EdgemintError(`The option ${name} is not ${expected}.`, {
      code: "invalid_option",
      remedy: `Give ${expected} as ${name}, or leave it out.`,
      retryable: false,
    });
  }
}

/** As the WebAssembly takes it: what is no whole number is none that fits. */
export const lifetimeOf = ({ lifetime }) =>
  lifetime === undefined || (Number.isInteger(lifetime) && lifetime >= 0 && lifetime <= 0xffff) ? lifetime : 0;

/** @returns {string} the text of a key file */
export function keyFileText(credentials) {
  if (typeof credentials === "string") return credentials;
  try {
    return JSON.stringify(credentials) ?? "";
  } catch {
    // A circular object, or one that holds a bigint: refused as what it is, no key file.
    return "null";
  }
}
