/** The tokens this server has handed out, and whom each speaks for. */
import { randomBytes } from "node:crypto";

import { SignJWT, generateKeyPair } from "jose";

/** Google takes the second of the exchange off the hour. */
const EXPIRES_IN = 3599;

/**
 * @param {ReturnType<typeof import("../clock.js").createClock>} clock
 */
export function createTokenStore(clock) {
  /** @type {Map<string, { user: string | null, issuer: string, scopes: string[], expiresAt: number }>} */
  const issued = new Map();
  let idTokenKey;

  return {
    /** @param {{ user: string | null, issuer: string, scopes: string[] }} grant */
    issueAccessToken(grant) {
      const token = "ya29." + randomBytes(150).toString("base64url");
      issued.set(token, { ...grant, expiresAt: clock.seconds() + EXPIRES_IN });
      return { access_token: token, expires_in: EXPIRES_IN, token_type: "Bearer" };
    },

    /** @param {import("../directory.js").ServiceAccount} account */
    async issueIdToken(account, audience) {
      idTokenKey ??= generateKeyPair("RS256");
      const { privateKey } = await idTokenKey;
      const claims = { azp: account.email, email: account.email, email_verified: true };
      const idToken = await new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", kid: "standin", typ: "JWT" })
        .setIssuer("https://accounts.google.com")
        .setAudience(audience)
        .setSubject(account.clientId)
        .setIssuedAt(clock.seconds())
        .setExpirationTime(clock.seconds() + EXPIRES_IN)
        .sign(privateKey);
      return { id_token: idToken };
    },

    /** @returns whether there was such a token */
    revoke: (token) => issued.delete(token),

    /** @returns what the token is good for, or null when it is unknown or expired */
    info(token) {
      const record = issued.get(token);
      if (!record || record.expiresAt <= clock.seconds()) return null;
      const { user, issuer, scopes, expiresAt } = record;
      return { user, issuer, scope: scopes.join(" "), expires_in: expiresAt - clock.seconds() };
    },
  };
}
