/** Google's host names lead to the stand-in, so that programs need not know of it. */

/** By this name the stand-in has to know its token endpoint: that of Google's own. */
export const GOOGLES_TOKEN_URI = "https://oauth2.googleapis.com/token";

/**
 * @param {Awaited<ReturnType<typeof import("../../standin/index.js").startGoogle>>} google
 * @param {typeof fetch} send
 * @returns {typeof fetch}
 */
export function leadTo(google, send) {
  return async function fetch(input, init) {
    const request = new Request(input, init);
    const { hostname, pathname, search } = new URL(request.url);
    const target = hostname.endsWith(".googleapis.com") ? google.url + pathname + search : request.url;
    const { method, headers, redirect, signal } = request;
    const body = request.body ? await request.arrayBuffer() : undefined;
    return send(target, { method, headers, redirect, signal, body });
  };
}
