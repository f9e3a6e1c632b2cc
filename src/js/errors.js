/** Why no token could be given. `code` is stable; the rest is for people. */
export class EdgemintError extends Error {
  name = "EdgemintError";

  constructor(message, { code, remedy, retryable, status, retryAfter, cause }) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
    this.retryable = retryable;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The facts that the WebAssembly throws, as the error that callers catch. */
export function toEdgemintError(thrown) {
  if (typeof thrown?.code === "string" && typeof thrown.remedy === "string") {
    return new EdgemintError(thrown.message, thrown);
  }
  return new EdgemintError("edgemint failed inside; this is a fault of its own.", {
    code: "internal",
    remedy: "Reload the page or restart the process; please report it with the cause.",
    retryable: false,
    cause: thrown,
  });
}
