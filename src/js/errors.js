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

/** The facts that the WebAssembly throws, as the error that callers catch. */
export function toEdgemintError(thrown) {
  if (thrown instanceof EdgemintError) return thrown;
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
