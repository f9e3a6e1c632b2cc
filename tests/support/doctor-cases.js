/**
 * What can be the matter, as a table: how the stand-in is made ill, and what `npx edgemint doctor` has to say to it. A
 * row more is a test more.
 *
 * @typedef {object} Case
 * @property {string} title
 * @property {string | null} [user] ada@example.com; null for the service account itself
 * @property {string} [scopes] gmail.readonly
 * @property {string[] | ((patient: Patient) => string[])} [args] in place of the usual `--key`, `--token-uri`, `--api-url`
 * @property {(patient: Patient) => unknown} [ill] before the command
 * @property {string} check the one to stop at; `null` where all hold
 * @property {string} [code] of what is wrong
 * @property {string} [diagnosis] the row of edgemint's table, for an answer of Google's
 * @property {RegExp} [says] the finding
 * @property {RegExp} [remedy]
 * @property {number} [exit] 1, or 0 without a failing check
 * @property {string[]} [problems] the fields of the key file that something is wrong with
 * @property {Record<string, string>} [outcomes] of the scopes by themselves, by their short names
 *
 * @typedef {object} Patient
 * @property {Awaited<ReturnType<typeof import("../../standin/index.js").startGoogle>>} google
 * @property {Record<string, string>} key of an account of this case's own, granted the example's scopes; what is changed in it
 *   is changed in the file
 */
import { generateKeyPairSync } from "node:crypto";

import { FAULTS } from "../../standin/faults.js";
import { EXAMPLE_SCOPES } from "../../standin/index.js";
import { REFUSALS } from "../../standin/refusals.js";
import { scopeUrl } from "../../standin/scopes.js";

/** More often than any command asks. */
const ALWAYS = { times: 99 };

/** @param {Record<string, unknown>} fields to be changed in the key file */
const keyWith = (fields) => ({ key }) => Object.assign(key, fields);
const pemOf = (type, options, format) => generateKeyPairSync(type, options).privateKey.export({ format: "pem", ...format });

/** @type {Case[]} */
const KEYS = [
  { title: "no file", args: ["--key", "/none/key.json"], code: "unreadable_key", says: /there is no such file/ },
  {
    title: "a user's credentials in place of a service account's",
    ill: keyWith({ type: "authorized_user" }),
    says: /type should be service_account/,
  },
  { title: "no client_email", ill: keyWith({ client_email: undefined }), says: /client_email is missing or blank/ },
  { title: "no private_key", ill: keyWith({ private_key: undefined }), says: /private_key is missing or blank/ },
  {
    title: "a private key that was cut",
    ill: ({ key }) => (key.private_key = key.private_key.slice(0, 900)),
    says: /private_key is not one PEM block/,
  },
  {
    title: "a private key with a password",
    ill: ({ key }) =>
      (key.private_key = pemOf("rsa", { modulusLength: 2048 }, { type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" })),
    says: /private_key is encrypted with a password/,
  },
  {
    title: "an elliptic-curve key",
    ill: ({ key }) => (key.private_key = pemOf("ec", { namedCurve: "P-256" }, { type: "pkcs8" })),
    says: /private_key is an elliptic-curve key/,
  },
  {
    title: "several things wrong with the file",
    ill: keyWith({ client_email: undefined, private_key: "x" }),
    says: /client_email is missing or blank/,
    problems: ["client_email", "private_key"],
  },
  {
    title: "a key of 1024 bits",
    ill: ({ key }) => (key.private_key = pemOf("rsa", { modulusLength: 1024 }, { type: "pkcs8" })),
    says: /private_key has 1024 bits; the least is 2048/,
  },
  {
    title: "a foreign token_uri in the file",
    ill: keyWith({ token_uri: "https://tokens.example.net/token" }),
    args: ["--token-uri", undefined],
    says: /token_uri names an endpoint that is not Google's/,
  },
].map((row) => ({ check: "key", code: "invalid_key", ...row }));

/** @type {Case[]} */
const REQUESTS = [
  { title: "me for a user", user: "me", code: "invalid_user", says: /"me"/ },
  { title: "no address for a user", user: "ada", code: "invalid_user", says: /not an e-mail address/ },
  { title: "a malformed scope", scopes: "openid Gmail", code: "invalid_scope", says: /Scope number 2 is malformed/ },
].map((row) => ({ check: "assertion", ...row }));

/** @type {Case[]} */
const NETWORK = [
  {
    title: "nobody listens",
    args: ["--token-uri", "http://127.0.0.1:1/token"],
    says: /127\.0\.0\.1:1\/token cannot be reached: /,
  },
  {
    title: "a name that nobody has",
    args: ["--token-uri", "https://tokens.invalid/token"],
    says: /its name is not known here/,
    remedy: /DNS/,
  },
].map((row) => ({ check: "endpoint", code: "token_endpoint_unreachable", exit: 3, ...row }));

/** @type {Case[]} */
const CLOCKS = [
  { title: "a clock that is a quarter of an hour ahead", offset: -900, says: /^This machine's clock is (899|90\d) s ahead/ },
  { title: "a clock that is an hour behind", offset: 3600, says: /^This machine's clock is (3599|360\d) s behind/ },
  { title: "a clock that is half a minute ahead", offset: -30, check: null },
].map(({ offset, ...row }) => ({
  check: "clock",
  code: "wrong_clock",
  remedy: /NTP/,
  ill: ({ google }) => (google.clock.offsetSeconds = offset),
  ...row,
}));

/** What each fault comes to where it does not pass; those that pass are no case for a doctor. */
const OF_FAULTS = {
  "server-error": { code: "token_endpoint_failed", exit: 3 },
  unavailable: { code: "token_endpoint_failed", exit: 3 },
  "rate-limit": { code: "rate_limited", exit: 3, fault: { retryAfter: 120 } },
  slow: { code: "token_endpoint_unreachable", exit: 3, fault: { delayMs: 60_000 } },
  "cut-before-headers": { code: "token_endpoint_unreachable", exit: 3 },
  "cut-mid-body": { code: "token_endpoint_unreachable", exit: 3 },
  "bad-json": { code: "malformed_token_response", exit: 3 },
  "no-access-token": { code: "no_access_token" },
  "empty-access-token": { code: "no_access_token" },
  "huge-body": { code: "malformed_token_response", exit: 3, fault: { bytes: 1 << 20 } },
  changed: { code: "malformed_token_response", fault: { members: { token_type: "mac" } } },
};

/** @type {Case[]} */
const FAULTY = Object.keys(FAULTS)
  .filter((kind) => kind !== "refusal")
  .map((kind) => {
    const { fault, ...expected } = OF_FAULTS[kind];
    const ill = ({ google }) => google.faults.next({ kind, ...ALWAYS, ...fault });
    return { title: `the endpoint's fault ${kind}`, check: "token", ill, ...expected };
  });

/** What is likely where no reason is given: the user, the key, the clock. */
const IN_ORDER = /\(documented\).+place of ada@example\.com.+private_key_id.+clock/s;

/** By the refusal's ID: the code, and what has to be found in remedy or finding. */
const OF_REFUSALS = {
  access_denied_scope: { code: "access_denied", remedy: /Domain-wide delegation/ },
  account_not_found: { code: "invalid_grant", says: /service account was deleted/ },
  admin_policy: { code: "admin_policy_enforced", says: /API access control blocks/, remedy: /App access control/ },
  audience: { code: "invalid_grant", says: /aud claim/ },
  bad_grant_type: { code: "invalid_request", says: /grant type/ },
  bad_signature: { code: "invalid_grant", remedy: /private_key_id/ },
  deleted_client: { code: "deleted_client", remedy: /30 days/ },
  disabled_client: { code: "disabled_client", remedy: /Enable it/ },
  dwd_client_id: { code: "unauthorized_client", remedy: /Domain-wide delegation/ },
  dwd_not_authorized: { code: "unauthorized_client", remedy: /Domain-wide delegation/ },
  exp_missing: { code: "invalid_grant", says: /exp claim/ },
  grant_for_a_new_reason: { code: "invalid_grant", diagnosis: "invalid_grant", says: /Something not seen before/, remedy: IN_ORDER },
  grant_without_a_reason: { code: "invalid_grant", diagnosis: "invalid_grant", remedy: IN_ORDER },
  iat_missing: { code: "invalid_grant", says: /iat claim/ },
  internal_failure: { code: "token_endpoint_failed", diagnosis: undefined, exit: 3 },
  invalid_client: { code: "invalid_client", remedy: /client_email/ },
  malformed_assertion: { code: "invalid_request", remedy: /proxy/ },
  no_verifier: { code: "invalid_grant", remedy: /try again/, exit: 3 },
  org_internal: { code: "org_internal", says: /own organisation/ },
  reauth: { code: "invalid_grant", remedy: /session control/ },
  scope_empty: { code: "invalid_scope", diagnosis: undefined, says: /does not know the scope \S+gmail\.readonly\.$/ },
  scope_param: { code: "invalid_scope", says: /form field/ },
  time_window: { code: "invalid_grant", says: /clock of the machine/ },
  user_deleted: { code: "invalid_grant", remedy: /Restore ada@example\.com/ },
  user_long_gone: { code: "invalid_request", remedy: /primary address/ },
  user_not_found: { code: "invalid_grant", remedy: /primary address/ },
};

/** @type {Case[]} */
const REFUSED = Object.keys(REFUSALS).map((id) => ({
  title: `the refusal ${id}`,
  check: "token",
  ill: ({ google }) => google.faults.next({ kind: "refusal", id, ...ALWAYS }),
  diagnosis: id,
  ...OF_REFUSALS[id],
}));

/** @type {Case[]} */
const ACCOUNTS = [
  {
    title: "the key of another account",
    ill: ({ key, google }) => (key.client_email = google.key.client_email),
    code: "invalid_grant",
    diagnosis: "bad_signature",
    says: /belongs to another service account/,
  },
  {
    title: "an account that is not there",
    ill: keyWith({ client_email: "gone@edgemint-standin.iam.gserviceaccount.com" }),
    code: "invalid_grant",
    says: /service account was deleted, or client_email was edited/,
  },
  {
    title: "a key that was deleted",
    ill: ({ key, google }) => google.directory.serviceAccount(key.client_email).keys.clear(),
    code: "invalid_grant",
    says: /key was deleted/,
  },
  {
    title: "an account that was disabled",
    ill: ({ key, google }) => google.directory.refuseAccount(key.client_email, "disabled_client"),
    code: "disabled_client",
    remedy: /Enable it/,
  },
  {
    title: "another path than the endpoint's",
    args: ({ google }) => ["--token-uri", `${google.url}/tokens`],
    code: "token_refused",
    says: /answered 404 without an OAuth error/,
  },
  {
    title: "another name of the endpoint's machine",
    args: ({ google }) => ["--token-uri", google.tokenUri.replace("127.0.0.1", "localhost")],
    code: "invalid_grant",
    says: /aud claim is not the token endpoint/,
  },
].map((row) => ({ check: "token", ...row }));

/** @type {Case[]} */
const USERS = [
  { title: "a user who was never there", user: "nobody@example.com", remedy: /nobody@example\.com/ },
  { title: "a user who is suspended", user: "suspended@example.com", says: /is suspended/ },
  { title: "a user who was deleted", user: "deleted@example.com", says: /deleted recently/ },
].map((row) => ({ check: "token", code: "invalid_grant", ...row }));

/** @type {Case[]} */
const DELEGATION = [
  {
    title: "no delegation at all",
    scopes: "gmail.readonly calendar",
    ill: ({ key, google }) => google.directory.revokeGrant(key.client_id),
    says: /numeric client ID is not listed/,
    outcomes: { calendar: "not_authorised", "gmail.readonly": "not_authorised" },
  },
  {
    title: "one scope of three that is not granted",
    scopes: "gmail.readonly drive openid",
    says: /covers the client ID, but not the scope https:\/\/www\.googleapis\.com\/auth\/drive\.$/,
    outcomes: { drive: "not_authorised", "gmail.readonly": "granted", openid: "granted" },
  },
  {
    title: "a narrower scope than the one that is granted",
    scopes: "gmail.readonly",
    ill: ({ key, google }) => google.directory.grant(key.client_id, [scopeUrl("gmail.modify")]),
    outcomes: { "gmail.readonly": "not_authorised" },
  },
  {
    title: "delegation in another domain than the user's",
    ill: ({ key, google }) => {
      google.directory.addUser("eve@example.org");
      google.directory.revokeGrant(key.client_id);
      google.directory.grant(key.client_id, EXAMPLE_SCOPES, "example.org");
    },
    says: /not authorised in the domain of the user/,
  },
  { title: "a user of a domain that is somebody else's", user: "ada@example.net", says: /another domain/ },
].map((row) => ({ check: "token", code: "unauthorized_client", remedy: /Domain-wide delegation/, ...row }));

/** @type {Case[]} */
const SCOPES = [
  {
    title: "a scope that Google does not know",
    scopes: "gmail.readnoly",
    says: /^Google does not know the scope https:\/\/www\.googleapis\.com\/auth\/gmail\.readnoly\.$/,
    remedy: /^Is gmail\.readonly meant\? All are on https:/,
    outcomes: { "gmail.readnoly": "unknown" },
  },
  {
    title: "a scope that is like none",
    scopes: "https://example.com/auth/gmail",
    remedy: /^All are on https:/,
  },
  {
    title: "one scope of three that Google does not know",
    scopes: "openid gmail.readnoly calendar",
    says: /^Google does not know the scope https:\/\/www\.googleapis\.com\/auth\/gmail\.readnoly\.$/,
    outcomes: { calendar: "granted", "gmail.readnoly": "unknown", openid: "granted" },
  },
  {
    title: "one that Google does not know, and one that is not granted",
    scopes: "gmail.readnoly drive",
    says: /^Google does not know the scope \S+gmail\.readnoly\.$/,
    outcomes: { drive: "not_authorised", "gmail.readnoly": "unknown" },
  },
].map((row) => ({ check: "token", code: "no_access_token", remedy: /identity\/protocols\/oauth2\/scopes/, ...row }));

/** @type {Case[]} */
const APIS = [
  {
    title: "a user without a mailbox",
    user: "no-mailbox@example.com",
    says: /^Gmail answers 400: Precondition check failed\.$/,
    diagnosis: "gmail_precondition",
    remedy: /licence/,
  },
  {
    title: "no user, for an API that wants one",
    user: null,
    says: /^Gmail answers 400: Precondition check failed\.$/,
    diagnosis: "gmail_precondition",
    remedy: /on behalf of a user/,
  },
  {
    title: "a user whose mail is off",
    user: "mail-off@example.com",
    says: /^Gmail answers 400: Mail service not enabled$/,
    diagnosis: "gmail_mail_off",
    remedy: /mail-off@example\.com/,
  },
  {
    title: "another address than the API's",
    args: ({ google }) => ["--api-url", `${google.url}/elsewhere`],
    says: /^Gmail answers 404\.$/,
    remedy: /not a known one/,
  },
  {
    title: "an API that is not enabled in the project",
    scopes: "calendar.readonly",
    ill: ({ google }) => google.apisOff.add("Google Calendar API"),
    says: /^Calendar answers 403: Google Calendar API has not been used in project \d+/,
    diagnosis: "api_off",
    remedy: /Enable it/,
  },
  {
    title: "the second of two APIs",
    scopes: "gmail.readonly contacts.readonly",
    ill: ({ google }) => google.apisOff.add("People API"),
    says: /^People answers 403/,
    diagnosis: "api_off",
  },
  {
    title: "a user who is no administrator, for the Directory",
    scopes: "admin.directory.user.readonly",
    ill: ({ key, google }) => google.directory.grant(key.client_id, [scopeUrl("admin.directory.user.readonly")]),
    says: /^Directory answers 403: Not Authorized/,
    diagnosis: "directory_no_admin",
  },
  {
    title: "an API that does not answer",
    args: ["--api-url", "http://127.0.0.1:1"],
    code: "api_unreachable",
    says: /^Gmail does not answer/,
    exit: 3,
  },
].map((row) => ({ check: "api", code: "api_refused", ...row }));

/** @type {Case[]} */
const WELL = [
  { title: "nothing is wrong", check: null },
  { title: "nothing is wrong, and no API to ask", scopes: "openid", check: null },
  { title: "nothing is wrong with the service account itself, in its own Drive", user: null, scopes: "drive.readonly", check: null },
  { title: "no client ID in the file", ill: keyWith({ client_id: undefined }), check: null },
  { title: "a failure that passes", ill: ({ google }) => google.faults.next({ kind: "server-error" }), check: null },
];

export const CASES = [
  ...[KEYS, REQUESTS, NETWORK, CLOCKS, FAULTY, REFUSED],
  ...[ACCOUNTS, USERS, DELEGATION, SCOPES, APIS, WELL],
].flat();
