import { askOneByOne, narrow } from "./one-by-one.js";

/** Refusals that one scope of several may be the reason for. */
const BY_SCOPE = ["access_denied", "admin_policy_enforced", "invalid_scope", "no_access_token", "unauthorized_client"];

/** A token is minted for the user and the scopes. */
export async function checkToken({ minter, user, scopes }) {
  try {
    const token = await minter.getToken(user, scopes);
    const expires = token.expiresAt.toISOString().replace(/\.\d+Z/, "Z");
    return { says: `speaks for ${token.user} until ${expires}, within ${token.scopes.join(" ")}`, token };
  } catch (error) {
    if (!BY_SCOPE.includes(error.code)) throw error;
    throw narrow(error, await askOneByOne(minter, user, scopes, error));
  }
}
