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

export const disposedError = () =>
  new EdgemintError("The minter was disposed of.", {
    code: "disposed",
    remedy: "Make another one, or dispose of it later.",
    retryable: false,
  });

export const insecureUrlError = () =>
  new EdgemintError("A token is not sent over plain http.", {
    code: "insecure_url",
    remedy: "Use https; plain http only to 127.0.0.1, [::1] or localhost.",
    retryable: false,
  });

/** @param {string} name of the option @param {string} expected what it has to be, with its article */
export const optionError = (name, expected, cause) =>
  new EdgemintError(`The option ${name} is not ${expected}.`, {
    code: "invalid_option",
    remedy: `Give ${expected} as ${name}, or leave it out.`,
    retryable: false,
    cause,
  });

/** A fault of edgemint's own. The next call has an instance of the WebAssembly that is new where this one trapped. */
export const internalError = (cause) =>
  new EdgemintError("edgemint failed inside; this is a fault of its own.", {
    code: "internal",
    remedy: "Try again. If it fails again, please report it with the cause.",
    retryable: true,
    cause,
  });

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
