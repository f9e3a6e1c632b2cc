/** What the Gmail API refuses, in its words. */
import { json } from "../http.js";

const EXPECTED =
  "Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
  "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

export function missingCredential(method) {
  const message = `Request is missing required authentication credential. ${EXPECTED}`;
  return apiError(401, "UNAUTHENTICATED", "required", message, {
    item: { message: "Login Required.", location: "Authorization", locationType: "header" },
    details: errorInfo("CREDENTIALS_MISSING", method),
    headers: { "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"' },
  });
}

export function invalidCredential() {
  const message = `Request had invalid authentication credentials. ${EXPECTED}`;
  return apiError(401, "UNAUTHENTICATED", "authError", message, {
    item: { message: "Invalid Credentials", location: "Authorization", locationType: "header" },
    headers: { "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });
}

export function insufficientScope(method) {
  const message = "Request had insufficient authentication scopes.";
  return apiError(403, "PERMISSION_DENIED", "insufficientPermissions", message, {
    item: { message: "Insufficient Permission" },
    details: errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", method),
  });
}

/** The address is the token's user, not the mailbox asked for. */
export function delegationDenied(user) {
  return apiError(403, "PERMISSION_DENIED", "forbidden", `Delegation denied for ${user}`);
}

export function metadataScope(message) {
  return apiError(403, "PERMISSION_DENIED", "forbidden", message);
}

export function failedPrecondition(message) {
  return apiError(400, "FAILED_PRECONDITION", "failedPrecondition", message);
}

export function invalidArgument(message) {
  return apiError(400, "INVALID_ARGUMENT", "invalidArgument", message);
}

/** What cannot be read at all has another reason. */
export function badRequest(message) {
  return apiError(400, "INVALID_ARGUMENT", "badRequest", message);
}

export function notFound() {
  return apiError(404, "NOT_FOUND", "notFound", "Requested entity was not found.");
}

function errorInfo(reason, method) {
  const metadata = { method: `caribou.api.proto.MailboxService.${method}`, service: "gmail.googleapis.com" };
  return [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com", metadata }];
}

function apiError(code, status, reason, message, { item = {}, details, headers } = {}) {
  const errors = [{ message, domain: "global", reason, ...item }];
  return json(code, { error: { code, message, errors, status, ...(details && { details }) } }, headers);
}
