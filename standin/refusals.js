/**
 * Google's refusals at the token endpoint, word for word. Statuses and texts were documented, measured or reported
 * by others; those marked "unverified" are known by their `error` only and their status is this server's guess, so no
 * client should depend on it.
 */
import { json } from "./http.js";

/** What the token endpoint sends with every JSON answer. */
export const NO_STORE = { "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate" };

const WINDOW =
  "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. " +
  "Check your iat and exp values in the JWT claim.";

const DELEGATION =
  "Client is unauthorized to retrieve access tokens using this method, " +
  "or client not authorized for any of the scopes requested.";

/** @type {Record<string, { status: number, error: string, description?: string }>} */
export const REFUSALS = {
  access_denied_scope: {
    status: 400, // unverified
    error: "access_denied",
    description: "Requested client not authorized.",
  },
  account_not_found: { status: 400, error: "invalid_grant", description: "Invalid grant: account not found" },
  admin_policy: { status: 400, error: "admin_policy_enforced" }, // unverified
  audience: { status: 400, error: "invalid_grant", description: "Invalid JWT: Failed audience check." },
  bad_grant_type: { status: 400, error: "unsupported_grant_type", description: "Invalid grant_type: " },
  bad_signature: { status: 400, error: "invalid_grant", description: "Invalid JWT Signature." },
  deleted_client: { status: 401, error: "deleted_client", description: "The OAuth client was deleted." }, // unverified
  disabled_client: { status: 401, error: "disabled_client", description: "The OAuth client was disabled." },
  dwd_client_id: { status: 401, error: "unauthorized_client", description: DELEGATION },
  dwd_not_authorized: {
    status: 401,
    error: "unauthorized_client",
    description: "Unauthorized client or scope in request.",
  },
  exp_missing: { status: 400, error: "invalid_grant", description: "Invalid JWT: exp (expiration time) is not set." },
  grant_for_a_new_reason: { status: 400, error: "invalid_grant", description: "Something not seen before." },
  grant_without_a_reason: { status: 400, error: "invalid_grant" },
  iat_missing: { status: 400, error: "invalid_grant", description: "Invalid JWT: iat (issued at) is not set." },
  internal_failure: { status: 500, error: "internal_failure", description: "Backend Error" }, // unverified
  invalid_client: {
    status: 401, // unverified
    error: "invalid_client",
    description: "The OAuth client was not found.",
  },
  malformed_assertion: { status: 400, error: "invalid_request", description: "Bad Request" },
  no_verifier: {
    status: 400,
    error: "invalid_grant",
    description: "Invalid JWT: No valid verifier found for issuer.",
  },
  org_internal: {
    status: 400, // unverified
    error: "org_internal",
    description: "This client is restricted to users within its organization.",
  },
  reauth: { status: 400, error: "invalid_grant", description: "reauth related error (invalid_rapt)" },
  scope_empty: {
    status: 400,
    error: "invalid_scope",
    description: "Invalid OAuth scope or ID token audience provided.",
  },
  scope_param: {
    status: 400,
    error: "invalid_scope",
    description: "Invalid downscoping, scopes should not be specified as a request parameter.",
  },
  time_window: { status: 400, error: "invalid_grant", description: WINDOW },
  user_deleted: { status: 400, error: "invalid_grant", description: "The account has been deleted" },
  user_long_gone: { status: 400, error: "invalid_request", description: "Invalid impersonation &quot;sub&quot; field" },
  user_not_found: { status: 400, error: "invalid_grant", description: "Invalid email or User ID" },
};

/** Thrown by the checks of the grant; `detail` is appended to the description. */
export class Refusal extends Error {
  constructor(id, detail = "") {
    super(id);
    this.id = id;
    this.detail = detail;
  }
}

export function isRefusalId(id) {
  return Object.hasOwn(REFUSALS, id);
}

/** @returns {import("./http.js").Answer} */
export function refusalAnswer(id, detail = "") {
  const { status, error, description } = REFUSALS[id];
  const body = description === undefined ? { error } : { error, error_description: description + detail };
  return json(status, body, NO_STORE);
}
