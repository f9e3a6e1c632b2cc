import { INTERNAL, OPTION } from "../generated/messages.js";
import { own } from "./plain.js";

const FACTS = ["code", "remedy", "retryable", "status", "retryAfter", "cause"];

/** Why no token could be given. `code` is stable; the rest is for people. */
export class EdgemintError extends Error {
  name = "EdgemintError";

  constructor(message, facts) {
    const { cause, ...others } = own(facts, FACTS);
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, others);
  }
}

/**
 * What the catalogue says, with facts in its places.
 *
 * @param {{ code: string, message: string, remedy: string, retryable: boolean }} said one of generated/messages.js
 * @param {{ cause?: unknown, places?: Record<string, string> }} [more]
 */
export function errorOf({ message, remedy, ...facts }, { cause, places = {} } = {}) {
  const filled = (text) => text.replaceAll(/{(\w+)}/g, (_, name) => places[name]);
  return new EdgemintError(filled(message), { ...facts, remedy: filled(remedy), cause });
}

/** @param {string} name of the option @param {string} expected what it has to be, with its article */
export const optionError = (name, expected) => errorOf(OPTION, { places: { name, expected } });

/** A fault of edgemint's own. The next call has an instance of the WebAssembly that is new where this one trapped. */
export const internalError = (cause) => errorOf(INTERNAL, { cause });

/** The facts that the WebAssembly throws, as the error that callers catch. */
export function toEdgemintError(thrown) {
  if (thrown instanceof EdgemintError) return thrown;
  if (typeof thrown?.code === "string" && typeof thrown.remedy === "string") {
    return new EdgemintError(thrown.message, thrown);
  }
  return internalError(thrown);
}

/**
 * Where the token endpoint did not answer, with the runtime's word for it as the cause's `code`.
 *
 * @param {EdgemintError} error
 * @param {string} [code]
 */
export function withReason(error, code) {
  if (error.code !== "token_endpoint_unreachable" || error.cause || !code) return error;
  const cause = Object.assign(new Error(`The request failed: ${code}.`), { code });
  return new EdgemintError(error.message, { ...error, cause });
}
