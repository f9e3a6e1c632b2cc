// Made from src/proto/catalogue by tests/catalogue.rs, which says how.

export const CACHE_WITHOUT_WEBCRYPTO = {
  code: "invalid_option",
  message: "There is no WebCrypto here, and without it a cache would see tokens in the clear.",
  remedy: "Leave the option cache out, or serve the page over https or from localhost.",
  retryable: false,
};

export const CREDENTIALS_FAILED = {
  code: "invalid_key",
  message: "The function that gives the credentials failed.",
  remedy: "Let it return the key file: its object, its JSON text, or base64 of that.",
  retryable: false,
};

export const DISPOSED = {
  code: "disposed",
  message: "The minter was disposed of.",
  remedy: "Make another one, or dispose of it later.",
  retryable: false,
};

export const INSECURE_URL = {
  code: "insecure_url",
  message: "A token is not sent over plain http.",
  remedy: "Use https; plain http only to 127.0.0.1, [::1] or localhost.",
  retryable: false,
};

export const INTERNAL = {
  code: "internal",
  message: "edgemint failed inside; this is a fault of its own.",
  remedy: "Try again. If it fails again, please report it with the cause.",
  retryable: true,
};

export const KEY_FILE_NOT_JSON = {
  code: "invalid_key",
  message: "The key file is no JSON object.",
  remedy: "Take the file as Google Cloud gave it.",
  retryable: false,
};

export const KEY_FILE_NOWHERE = {
  code: "invalid_key",
  message: "There is no file system here, so keyFile cannot be read.",
  remedy: "Give the file's client_email and private_key as email and key, or the whole of it to fromJSON; in a Worker keep it as a secret.",
  retryable: false,
};

export const KEY_FILE_TOO_LONG = {
  code: "invalid_key",
  message: "The key file is longer than any is.",
  remedy: "Give the service account's key file: it has about 2400 characters.",
  retryable: false,
};

export const KEY_FILE_UNREADABLE = {
  code: "invalid_key",
  message: "The file that keyFile names cannot be read.",
  remedy: "Check its path. Where there are no files: Give the file's client_email and private_key as email and key, or the whole of it to fromJSON; in a Worker keep it as a secret.",
  retryable: false,
};

export const OPTION = {
  code: "invalid_option",
  message: "The option {name} is not {expected}.",
  remedy: "Give {expected} as {name}, or leave it out.",
  retryable: false,
};

export const OPTIONS_UNREADABLE = {
  code: "invalid_option",
  message: "The options cannot be read.",
  remedy: "Give a plain object whose properties do not throw; the cause is what one of them has thrown.",
  retryable: false,
};

export const SIGNER_UNKNOWN = {
  code: "signer_unsupported",
  message: "The signer asked for is not one of edgemint's.",
  remedy: "Give \"webcrypto\" as signer, or leave signer out.",
  retryable: false,
};

export const WASM_FROM_BYTES = {
  code: "signer_unsupported",
  message: "This runtime does not compile WebAssembly from bytes.",
  remedy: "In a Cloudflare Worker use \"edgemint\" in the place of \"edgemint/inline\"; in a page let its Content-Security-Policy have 'wasm-unsafe-eval'.",
  retryable: false,
};

export const WASM_NOT_LOADED = {
  code: "signer_unsupported",
  message: "edgemint's WebAssembly could not be loaded.",
  remedy: "Let its .wasm files be where its JavaScript looks for them, and be read. Where a bundler leaves them out, as esbuild does, import edgemint/inline.",
  retryable: false,
};

export const WORKER_FAILED = {
  code: "internal",
  message: "The Worker failed while it worked on this request.",
  remedy: "Try again. If it fails again, the Worker's log holds the reason: please report it.",
  retryable: true,
};
