/** A service account's self-signed JWT in place of an access token, as Google's APIs take it: it speaks for no user. */
import { Refusal } from "../refusals.js";
import { authenticate, checkWindow, decodeAssertion } from "./assertion.js";

/**
 * @param {string} token
 * @param {import("../directory.js").Directory} directory
 * @param {ReturnType<typeof import("../clock.js").createClock>} clock
 * @returns what the token is good for, or null when it is none
 */
export async function readSelfSigned(token, directory, clock) {
  try {
    const assertion = decodeAssertion(token);
    const { claims } = assertion;
    const { email } = await authenticate(assertion, directory);
    checkWindow(claims, clock.seconds());
    const isOwn = claims.iss === claims.sub && typeof (claims.scope ?? claims.aud) === "string";
    return isOwn ? { user: null, issuer: email, scope: String(claims.scope ?? "") } : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
