// What the WebAssembly makes JavaScript values with.

export const facts = (code, message, remedy, retryable, status, retryAfter) => ({
  code,
  message,
  remedy,
  retryable,
  status,
  retryAfter,
});

export const withCause = (refused, error, errorDescription, diagnosis) => ({
  ...refused,
  cause: { error, errorDescription, diagnosis },
});

export const granted = (token, expiresAt, source, user, purpose, refresh) => ({
  token,
  expiresAt: new Date(expiresAt),
  source,
  user,
  purpose,
  refresh,
});
