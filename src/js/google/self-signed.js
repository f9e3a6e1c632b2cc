/** The service account's own credential, by which it speaks for nobody else. The last one is kept while it lives. */
export class SelfSigned {
  #kept;

  /**
   * @param {import("../index.js").Minter} minter
   * @param {{ scopes: any } | { audience?: string }} wanted
   * @param {number} margin for how long it has to be good, in milliseconds
   */
  async get(minter, wanted, margin) {
    if (!wanted.scopes && !wanted.audience) {
      throw new TypeError("Without scopes a token is for one API only: give scopes, or the URL of the API.");
    }
    const name = JSON.stringify(wanted);
    const kept = this.#kept;
    if (kept?.minter === minter && kept.name === name && kept.expiresAt - Date.now() > margin) return kept.token;
    const token = await minter.createSelfSignedToken(wanted);
    this.#kept = { minter, name, token, expiresAt: expiryOf(token) };
    return token;
  }

  drop() {
    this.#kept = undefined;
  }
}

/** In milliseconds since 1970. */
function expiryOf(jwt) {
  const [, claims] = jwt.split(".");
  return JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).exp * 1000;
}
