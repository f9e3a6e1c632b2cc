/**
 * @typedef {object} TokenCall
 * @property {number} status
 * @property {any} body The Worker's JSON: a token, or `{ error: { code, message, remedy, ... } }`.
 * @property {string | null} cache Where the token came from: `miss` or `hit`.
 * @property {number} ms
 */

/**
 * Asks the Worker for a token as its callers do.
 *
 * @param {{ url: string, secret: string, user: string, scopes: string[], signal: AbortSignal }} call
 * @returns {Promise<TokenCall>}
 */
export async function askForToken({ url, secret, user, scopes, signal }) {
  const start = performance.now();
  const response = await fetch(`${url}/v1/token`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
    body: JSON.stringify({ user, scopes }),
    signal,
  });
  const body = await response.json();
  const ms = Math.round(performance.now() - start);
  return { status: response.status, body, cache: response.headers.get("x-edgemint-cache"), ms };
}
