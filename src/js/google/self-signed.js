/** It is signed anew this long before it expires. */
const LEAST_LIFE = 300_000;

/** The service account's own credential, by which it speaks for nobody else. The last one is kept while it lives. */
export class SelfSigned {
  #kept;

  /**
   * @param {import("../index.js").Minter} minter
   * @param {string | string[] | undefined} scopes
   * @param {URL} [url] what it is for, where there are no scopes
   */
  async get(minter, scopes, url) {
    const wanted = scopes?.length ? { scopes } : { audience: audienceOf(url) };
    const name = JSON.stringify(wanted);
    const kept = this.#kept;
    if (kept?.minter === minter && kept.name === name && kept.expiresAt - Date.now() > LEAST_LIFE) return kept;
    const accessToken = await minter.createSelfSignedToken(wanted);
    this.#kept = { minter, name, accessToken, expiresAt: expiryOf(accessToken) };
    return this.#kept;
  }

  drop() {
    this.#kept = undefined;
  }
}

function audienceOf(url) {
  if (url) return `https://${url.host}/`;
  throw new TypeError("Without scopes a token is for one API only: give scopes, or the URL of the API.");
}

/** In milliseconds since 1970. */
function expiryOf(jwt) {
  const [, claims] = jwt.split(".");
  return JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).exp * 1000;
}
