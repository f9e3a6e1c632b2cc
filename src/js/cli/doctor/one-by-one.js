// Which of several scopes is at fault: each is asked for by itself.
import { Failure } from "../failure.js";
import { similar } from "./similar.js";

/**
 * @typedef {{ scope: string, outcome: "granted" | "not_authorised" | "unknown" | "not_found_out" }} Asked
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
  let lost = false;
  for (const scope of scopes) {
    const ask = () => minter.getToken(user, [scope]).then(() => "granted", outcomeOf);
    const outcome = lost ? "not_found_out" : await ask();
    asked.push({ scope, outcome });
    // An endpoint that fails meanwhile is not asked fifty times.
    lost ||= outcome === "not_found_out";
  }
  return asked;
}

function outcomeOf({ code, message, cause }) {
  switch (code) {
    case "access_denied":
    case "admin_policy_enforced":
    case "unauthorized_client":
      return "not_authorised";
    case "invalid_scope":
      return cause?.diagnosis === "scope_empty" ? "unknown" : "not_found_out";
    case "no_access_token":
      // An answer may lack the token for no reason that has to do with scopes.
      return message.includes("does not know") ? "unknown" : "not_found_out";
    default:
      return "not_found_out";
  }
}

/**
 * The refusal, said as narrowly as is known now.
 *
 * @param {Error} refusal @param {Asked[]} asked
 */
export function narrow(refusal, asked) {
  const scopes = (wanted) => asked.filter(({ outcome }) => outcome === wanted).map(({ scope }) => scope);
  const unknown = scopes("unknown");
  const denied = scopes("not_authorised");
  const { code, remedy, retryable, cause } = refusal;
  const facts = { code, remedy, retryable, refusal: cause, scopes: asked };
  if (unknown.length) {
    return new Failure(`Google does not know the scope ${unknown.join(" and the scope ")}.`, {
      ...facts,
      remedy: `${unknown.map(suggestion).join("")}All are on https://developers.google.com/identity/protocols/oauth2/scopes.`,
    });
  }
  if (denied.length && scopes("granted").length) {
    const message = `Domain-wide delegation covers the client ID, but not the scope ${denied.join(" and the scope ")}.`;
    return new Failure(message, facts);
  }
  return new Failure(refusal.message, facts);
}

function suggestion(scope) {
  const meant = similar(scope);
  return meant ? `Is ${meant} meant? ` : "";
}
