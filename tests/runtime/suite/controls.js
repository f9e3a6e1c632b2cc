/** The stand-in's own door, over HTTP: faults, clock, journal and what a token is good for. */
export function createControls(url) {
  async function call(method, path, body) {
    const headers = body === undefined ? {} : { "Content-Type": "application/json" };
    const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`the stand-in answered ${response.status} to ${method} ${path}`);
    return response.json();
  }

  return {
    /** @returns {Promise<import("../../../standin/journal.js").Exchange[]>} the token requests since the last reset */
    exchanges: () => call("GET", "/_standin/exchanges"),

    /** @param {import("../../../standin/faults.js").Fault} fault what the next token requests meet */
    fault: (fault) => call("POST", "/_standin/faults", fault),

    setClock: (offsetSeconds) => call("PUT", "/_standin/clock", { offsetSeconds }),

    /** @returns {Promise<{ user: string | null, scope: string, expires_in: number }>} */
    tokenInfo: (token) => call("GET", `/tokeninfo?access_token=${encodeURIComponent(token)}`),

    /** As at Google: whoever has a token can end it. */
    revoke: (token) => fetch(`${url}/revoke`, { method: "POST", body: new URLSearchParams({ token }) }),

    async reset() {
      for (const what of ["faults", "clock", "exchanges"]) await call("DELETE", `/_standin/${what}`);
    },
  };
}
