// Reading a command's arguments. What was given is never repeated: it may be a secret in a wrong place.
import { parseArgs } from "node:util";

/** A command that makes no sense. */
export class WrongUse extends Error {
  exitCode = 2;
}

export const text = { type: "string" };
export const flag = { type: "boolean", default: false };

/** What every command that mints takes. */
export const minting = { key: text, user: text, "as-service-account": flag, scopes: text, "token-uri": text };

/**
 * @param {string[]} args
 * @param {import("node:util").ParseArgsConfig["options"]} options
 */
export function parse(args, options, { allowPositionals = false } = {}) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    throw new WrongUse(problem(error));
  }
}

function problem({ code, message }) {
  // An option's own name, where it is one: `'--scopes'`, `'--key <value>'`.
  const name = /'(?:-\w, )?(--[a-z]+(?:-[a-z]+)*)(?: <value>)?'/.exec(message)?.[1];
  switch (code) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      return name ? `Unknown option ${name}.` : "There is an unknown option.";
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return /does not take an argument/.test(message) ? `${name} takes no value.` : `${name} needs a value.`;
    default:
      return "There is an argument too many.";
  }
}

/**
 * For whom and what a token is asked for.
 *
 * @param {{ user?: string, "as-service-account": boolean, scopes?: string }} values
 * @returns {{ user: string | null, scopes: string }}
 */
export function requireMinting(values) {
  const user = requireSubject(values);
  const { scopes } = values;
  if (!scopes?.trim()) throw new WrongUse("--scopes is missing.");
  return { user, scopes };
}

/**
 * @param {{ user?: string, "as-service-account": boolean }} values
 * @returns {string | null} a user, or on purpose nobody but the service account itself
 */
export function requireSubject({ user, "as-service-account": asServiceAccount }) {
  if (!asServiceAccount && !user?.trim()) throw new WrongUse("--user is missing, or --as-service-account.");
  if (asServiceAccount && user !== undefined) throw new WrongUse("--user and --as-service-account exclude each other.");
  return asServiceAccount ? null : user;
}

/** @param {string | undefined} value @returns {URL | undefined} */
export function webAddress(name, value) {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!["http:", "https:"].includes(url?.protocol)) throw new WrongUse(`--${name} is not a web address.`);
  return url;
}

const LOCAL = ["127.0.0.1", "[::1]", "localhost"];

/** Where a token goes: as minter.fetch takes it. @param {string | undefined} value @returns {URL | undefined} */
export function tokenAddress(name, value) {
  const url = webAddress(name, value);
  if (!url || url.protocol === "https:" || LOCAL.includes(url.hostname)) return url;
  throw new WrongUse(`--${name} is plain http, and a token goes there: use https, or ${LOCAL.join(" or ")}.`);
}
