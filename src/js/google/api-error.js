/** No token, an answer that is no success, or none at all: what Google's libraries throw as GaxiosError. */
export class GoogleApiError extends Error {
  name = "GoogleApiError";

  constructor(message, { config, response, code, status, errors, cause, edgemintCode }) {
    super(message, cause === undefined ? undefined : { cause });
    this.config = config;
    this.response = response;
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.edgemintCode = edgemintCode;
  }
}

/** @param {Response & { data: unknown }} response of a status that the caller does not want */
export function refused(config, response) {
  const { status, statusText, data } = response;
  const error = typeof data === "object" ? data?.error : undefined;
  // The token endpoint's shape, which some APIs have as well.
  const facts = typeof error === "string" ? { message: error } : (error ?? {});
  const errors = Array.isArray(facts.errors) ? facts.errors : [];
  const cause = { message: messageOf(facts, errors, status), code: status, status: statusText, ...facts };
  return new GoogleApiError(cause.message, { config, response, code: cause.code, status, errors, cause });
}

function messageOf({ message }, errors, status) {
  const messages = errors.map((each) => each?.message).filter((each) => typeof each === "string");
  return message || messages.join("\n") || `Request failed with status code ${status}`;
}

/** @param {Error} cause what fetch threw */
export function unanswered(config, cause) {
  // A DOMException's code is a number of no use, its name says what it was: AbortError, TimeoutError.
  const code = cause instanceof DOMException ? cause.name : (cause?.code ?? cause?.cause?.code);
  return new GoogleApiError(String(cause?.message ?? cause), { config, code, cause });
}
