import { explain } from "edgemint/diagnose";
import { Failure } from "../failure.js";
import { nameOf } from "../output.js";
import { askOneByOne, withOutcome } from "./one-by-one.js";
import { similar } from "./similar.js";

/** Refusals that one scope of several may be the reason for. */
const BY_SCOPE = ["access_denied", "admin_policy_enforced", "invalid_scope", "no_access_token", "unauthorized_client"];

/** A token is minted for the user and the scopes. */
export async function checkToken(facts) {
  const { minter, user, scopes } = facts;
  try {
    const token = await minter.getToken(user, scopes);
    const expires = token.expiresAt.toISOString().replace(/\.\d+Z/, "Z");
    return { says: `speaks for ${nameOf(token.user)} until ${expires}, within ${token.scopes.join(" ")}`, token };
  } catch (error) {
    throw await diagnosed(error, facts);
  }
}

async function diagnosed(error, { minter, user, scopes, clientId }) {
  const { cause: refusal, code } = error;
  const asked = BY_SCOPE.includes(code) ? await askOneByOne(minter, user, scopes, error) : [];
  const unknown = withOutcome(asked, "unknown");
  if (unknown.length) return unknownScopes(error, unknown, asked);
  if (!refusal) return error;
  const answer = JSON.stringify({ error: refusal.error, error_description: refusal.errorDescription });
  const explanation = await explain(answer, { user, scopes, clientId });
  return refused(error, explanation, asked);
}

/** Pasting them into the Admin console would do no good. */
function unknownScopes({ code }, unknown, asked) {
  const suggestions = unknown.map(similar).filter(Boolean);
  const meant = suggestions.map((name) => `Is ${name} meant? `).join("");
  return new Failure(`Google does not know the scope ${unknown.join(" and the scope ")}.`, {
    code,
    remedy: `${meant}All are on https://developers.google.com/identity/protocols/oauth2/scopes.`,
    scopes: asked,
  });
}

/** The refusal with its explanation, said as narrowly as the scopes by themselves allow. */
function refused({ message, code, remedy, retryable }, explanation, asked) {
  const { id: diagnosis, likely, paste } = explanation ?? {};
  const facts = { code, remedy, retryable, diagnosis, likely, paste, scopes: asked };
  const denied = withOutcome(asked, "not_authorised");
  const some = denied.length > 0 && withOutcome(asked, "granted").length > 0;
  if (code !== "unauthorized_client" || !some) return new Failure(message, facts);
  const cause = `Domain-wide delegation covers the client ID, but not the scope ${denied.join(" and the scope ")}.`;
  // No other cause is left.
  return new Failure(cause, { ...facts, likely: likely?.slice(0, 1).map((first) => ({ ...first, cause })) });
}
