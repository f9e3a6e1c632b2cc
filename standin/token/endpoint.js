/**
 * The JWT-bearer grant (RFC 7523) as Google's token endpoint does it. The order of the checks is Google's: structure,
 * signature, issuer, iat and exp, window, empty scope, audience; then the subject and what it may have.
 */
import { domainOf } from "../directory.js";
import { json } from "../http.js";
import { NO_STORE, Refusal, refusalAnswer } from "../refusals.js";
import { isRecognised } from "../scopes.js";
import { authenticate, checkWindow, decodeAssertion } from "./assertion.js";

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * @param {object} parts
 * @param {string} parts.audience the endpoint's own URL
 * @param {ReturnType<typeof import("../clock.js").createClock>} parts.clock
 * @param {import("../directory.js").Directory} parts.directory
 * @param {ReturnType<typeof import("./store.js").createTokenStore>} parts.tokens
 */
export function createTokenEndpoint({ audience, clock, directory, tokens }) {
  async function exchange(request) {
    const assertion = decodeAssertion(readForm(request));
    const { claims } = assertion;
    const account = await authenticate(assertion, directory);
    checkWindow(claims, clock.seconds());
    if ("target_audience" in claims) return identify(account, claims);
    const scopes = readScopes(claims.scope);
    if (claims.aud !== audience) throw new Refusal("audience");
    const user = "sub" in claims ? findSubject(claims.sub, directory) : null;
    if (!scopes.every(isRecognised)) return tokens.issueIdToken(account, claims.scope);
    if (user) checkDelegation(account, user, scopes, directory);
    return tokens.issueAccessToken({ user: user && user.email, issuer: account.email, scopes });
  }

  /** Delegation is for access tokens alone; how Google words the refusal is unverified. */
  function identify(account, { aud, scope, sub, target_audience: target }) {
    if (typeof target !== "string" || target === "" || scope !== undefined) throw new Refusal("scope_empty");
    if (aud !== audience) throw new Refusal("audience");
    if (sub !== undefined && sub !== account.email) throw new Refusal("dwd_client_id");
    return tokens.issueIdToken(account, target);
  }

  /** @returns {Promise<import("../http.js").Answer>} */
  return async function answer(request) {
    try {
      return json(200, await exchange(request), NO_STORE);
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error.id, error.detail);
      throw error;
    }
  };
}

/** @returns {string | null} the assertion of a form that holds `grant_type` and `assertion`, once each, and no more */
function readForm({ headers, body }) {
  const form = new URLSearchParams(FORM.test(headers["content-type"] ?? "") ? body : "");
  const grantType = form.get("grant_type") ?? "";
  if (grantType !== JWT_BEARER) throw new Refusal("bad_grant_type", grantType);
  if (form.has("scope")) throw new Refusal("scope_param");
  const names = [...form.keys()];
  const known = names.every((name) => name === "grant_type" || name === "assertion");
  if (!known || new Set(names).size !== names.length) throw new Refusal("malformed_assertion");
  return form.get("assertion");
}

function readScopes(scope) {
  const scopes = typeof scope === "string" ? scope.split(" ").filter(Boolean) : [];
  if (scopes.length === 0 || scope.includes(",")) throw new Refusal("scope_empty");
  return scopes;
}

/** @returns {{ email: string }} a user of the directory, or an address outside every domain it manages */
function findSubject(subject, directory) {
  if (typeof subject !== "string" || !/^[^\s@]+@[^\s@]+$/.test(subject)) throw new Refusal("user_long_gone");
  if (!directory.managesDomain(domainOf(subject))) return { email: subject };
  const user = directory.user(subject);
  if (!user) throw new Refusal("user_not_found");
  if (user.refusal) throw new Refusal(user.refusal);
  return user;
}

function checkDelegation(account, user, scopes, directory) {
  const domain = domainOf(user.email);
  const granted = directory.grantedScopes(account.clientId, domain);
  if (granted && scopes.every((scope) => granted.has(scope))) return;
  const elsewhereOnly = !granted && directory.managesDomain(domain) && directory.hasGrantAnywhere(account.clientId);
  throw new Refusal(elsewhereOnly ? "dwd_not_authorized" : "dwd_client_id");
}
