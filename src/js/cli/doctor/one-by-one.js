// Which of several scopes is at fault: each is asked for by itself.
import { Failure } from "../failure.js";

/**
 * @typedef {{ scope: string, outcome: "granted" | "not authorised" | "not known to Google" | "not found out" }} Asked
 *
 * @param {import("edgemint").Minter} minter
 * @param {string} user
 * @param {string[]} scopes full names
 * @param {Error} refusal what they got together
 * @returns {Promise<Asked[]>}
 */
export async function askOneByOne(minter, user, scopes, refusal) {
  if (scopes.length === 1) return [{ scope: scopes[0], outcome: outcomeOf(refusal) }];
  const asked = [];
  for (const scope of scopes) {
    const outcome = await minter.getToken(user, [scope]).then(() => "granted", outcomeOf);
    asked.push({ scope, outcome });
  }
  return asked;
}

function outcomeOf({ code, message }) {
  switch (code) {
    case "access_denied":
    case "admin_policy_enforced":
    case "unauthorized_client":
      return "not authorised";
    case "no_access_token":
      // An answer may lack the token for no reason that has to do with scopes.
      return message.includes("does not know") ? "not known to Google" : "not found out";
    default:
      return "not found out";
  }
}

/**
 * The refusal, said as narrowly as is known now.
 *
 * @param {Error} refusal @param {Asked[]} asked
 */
export function narrow(refusal, asked) {
  const scopes = (wanted) => asked.filter(({ outcome }) => outcome === wanted).map(({ scope }) => scope);
  const unknown = scopes("not known to Google");
  const denied = scopes("not authorised");
  const { code, remedy, retryable, cause } = refusal;
  const facts = { code, remedy, retryable, refusal: cause, scopes: asked };
  if (unknown.length) {
    return new Failure(`Google does not know the scope ${unknown.join(" and the scope ")}.`, {
      ...facts,
      remedy: "Correct it as on https://developers.google.com/identity/protocols/oauth2/scopes.",
    });
  }
  if (denied.length && scopes("granted").length) {
    const message = `Domain-wide delegation covers the client ID, but not the scope ${denied.join(" and the scope ")}.`;
    return new Failure(message, facts);
  }
  return new Failure(refusal.message, facts);
}
