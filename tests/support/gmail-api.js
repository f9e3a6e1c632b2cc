/** `users.getProfile` of a Gmail-like API: the call that shows whether a token speaks for somebody with a mailbox. */
import { html, json } from "./http.js";
import { scopeUrl } from "./scopes.js";

const PROFILE = /^\/gmail\/v1\/users\/([^/]+)\/profile$/;

const PROFILE_SCOPES = [
  "https://mail.google.com/",
  ...["gmail.modify", "gmail.compose", "gmail.readonly", "gmail.metadata"].map(scopeUrl),
];

const EXPECTED =
  "Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
  "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

/**
 * @param {object} parts
 * @param {import("./directory.js").Directory} parts.directory
 * @param {ReturnType<typeof import("./tokens.js").createTokenStore>} parts.tokens
 */
export function createGmailApi({ directory, tokens }) {
  /** @returns {import("./http.js").Answer} */
  return function answer({ method, path, headers }) {
    const match = PROFILE.exec(path);
    // Google's gateway answers a wrong method like an unknown path.
    if (!match || method !== "GET") return html(404, "Not Found");
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "");
    if (!bearer) return missingCredential();
    const token = tokens.info(bearer[1]);
    if (!token) return invalidCredential();
    if (!token.scope.split(" ").some((scope) => PROFILE_SCOPES.includes(scope))) return insufficientScope();
    if (!token.user) return failedPrecondition("Precondition check failed.");
    if (!names(match[1], token.user)) return delegationDenied(token.user);
    return profile(directory.user(token.user));
  };
}

/** @param {import("./directory.js").User | null} user */
function profile(user) {
  if (!user || user.mail === "none") return failedPrecondition("Precondition check failed.");
  if (user.mail === "off") return failedPrecondition("Mail service not enabled");
  return json(200, { emailAddress: user.email, messagesTotal: 3, threadsTotal: 2, historyId: "1001" });
}

function names(encodedUserId, user) {
  try {
    const userId = decodeURIComponent(encodedUserId);
    return userId === "me" || userId.toLowerCase() === user.toLowerCase();
  } catch {
    return false;
  }
}

function missingCredential() {
  const message = `Request is missing required authentication credential. ${EXPECTED}`;
  return apiError(401, "UNAUTHENTICATED", "required", message, {
    item: { message: "Login Required.", location: "Authorization", locationType: "header" },
    details: errorInfo("CREDENTIALS_MISSING"),
    headers: { "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"' },
  });
}

function invalidCredential() {
  const message = `Request had invalid authentication credentials. ${EXPECTED}`;
  return apiError(401, "UNAUTHENTICATED", "authError", message, {
    item: { message: "Invalid Credentials", location: "Authorization", locationType: "header" },
    headers: { "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });
}

function insufficientScope() {
  const message = "Request had insufficient authentication scopes.";
  return apiError(403, "PERMISSION_DENIED", "insufficientPermissions", message, {
    item: { message: "Insufficient Permission" },
    details: errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
  });
}

/** The address is the token's user, not the mailbox asked for. */
function delegationDenied(user) {
  return apiError(403, "PERMISSION_DENIED", "forbidden", `Delegation denied for ${user}`);
}

function failedPrecondition(message) {
  return apiError(400, "FAILED_PRECONDITION", "failedPrecondition", message);
}

function errorInfo(reason) {
  const metadata = { method: "caribou.api.proto.MailboxService.GetProfile", service: "gmail.googleapis.com" };
  return [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com", metadata }];
}

function apiError(code, status, reason, message, { item = {}, details, headers } = {}) {
  const errors = [{ message, domain: "global", reason, ...item }];
  return json(code, { error: { code, message, errors, status, ...(details && { details }) } }, headers);
}
