// Which of several scopes is at fault: each is asked for by itself.

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

/** @param {Asked[]} asked @returns {string[]} the scopes that it is so with */
export const withOutcome = (asked, wanted) =>
  asked.filter(({ outcome }) => outcome === wanted).map(({ scope }) => scope);
