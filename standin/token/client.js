/**
 * A client of the token endpoint that owes nothing to the product: assertions are signed by `jose`, and may be as wrong
 * as a test needs them.
 */
import { CompactSign, importPKCS8 } from "jose";

import { scopeUrl } from "../scopes.js";

export const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/**
 * @typedef {object} Wanted
 * @property {Record<string, string>} [key] key JSON; the stand-in's own unless told
 * @property {Record<string, unknown>} [header] put over a good header; `undefined` leaves a field out
 * @property {Record<string, unknown>} [claims] put over the claims of a good assertion for ada@example.com
 */

/** @param {Awaited<ReturnType<typeof import("../google.js").startGoogle>>} google */
export function createTokenClient(google) {
  /** @param {Wanted} [wanted] */
  async function sign({ key = google.key, header = {}, claims = {} } = {}) {
    const iat = google.clock.seconds() - 10;
    const scope = scopeUrl("gmail.readonly");
    const good = { iss: key.client_email, sub: "ada@example.com", scope, aud: key.token_uri, iat, exp: iat + 3600 };
    return new CompactSign(Buffer.from(JSON.stringify({ ...good, ...claims })))
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.private_key_id, ...header })
      .sign(await importPKCS8(key.private_key, "RS256"));
  }

  /** @param {Record<string, string> | string[][]} fields @param {RequestInit} [options] */
  function post(fields, options) {
    return fetch(google.tokenUri, { method: "POST", body: new URLSearchParams(fields), ...options });
  }

  const exchange = (assertion, options) => post({ grant_type: JWT_BEARER, assertion }, options);

  return {
    sign,
    post,
    exchange,

    /** @param {Wanted} [wanted] */
    attempt: async (wanted) => exchange(await sign(wanted)),

    /** @param {Record<string, unknown>} [claims] @returns {Promise<string>} an access token */
    async mint(claims) {
      const response = await exchange(await sign({ claims }));
      return (await response.json()).access_token;
    },
  };
}
