/** One reading method of some further APIs: whom a token speaks for there, or why it does not. */
import { html, json } from "../http.js";
import { scopeUrl } from "../scopes.js";

/** @type {{ api: string, path: RegExp, scopes: string[], answer: (user: any, path: string) => object | null, ofServiceAccounts?: true }[]} */
const METHODS = [
  {
    api: "Google Calendar API",
    path: /^\/calendar\/v3\/users\/me\/calendarList\/primary$/,
    scopes: ["calendar", "calendar.readonly", "calendar.calendarlist.readonly"],
    answer: ({ email }) => ({ kind: "calendar#calendarListEntry", id: email, primary: true }),
  },
  {
    api: "Google Drive API",
    path: /^\/drive\/v3\/about$/,
    scopes: ["drive", "drive.readonly", "drive.file", "drive.appdata", "drive.metadata", "drive.metadata.readonly"],
    answer: ({ email }) => ({ user: { emailAddress: email } }),
    ofServiceAccounts: true,
  },
  {
    api: "People API",
    path: /^\/v1\/people\/me$/,
    scopes: ["contacts", "contacts.readonly", "userinfo.profile"],
    answer: () => ({ resourceName: "people/1", metadata: { objectType: "PERSON" } }),
  },
  {
    api: "Tasks API",
    path: /^\/tasks\/v1\/users\/@me\/lists$/,
    scopes: ["tasks", "tasks.readonly"],
    answer: () => ({ kind: "tasks#taskLists", items: [] }),
  },
  {
    api: "Admin SDK API",
    path: /^\/admin\/directory\/v1\/users\/[^/]+$/,
    scopes: ["admin.directory.user", "admin.directory.user.readonly"],
    answer: ({ admin }, path) => (admin ? { primaryEmail: decodeURIComponent(path.split("/").at(-1)) } : null),
  },
];

/**
 * @param {object} parts
 * @param {import("../directory.js").Directory} parts.directory
 * @param {ReturnType<typeof import("../token/store.js").createTokenStore>} parts.tokens
 */
export function createWorkspaceApis({ directory, tokens }) {
  /** The APIs that are not enabled in the project. @type {Set<string>} */
  const off = new Set();
  const methodOf = (path) => METHODS.find((method) => method.path.test(path));

  /** @returns {import("../http.js").Answer} */
  function answer({ method: verb, path, headers }) {
    const method = methodOf(path);
    if (verb !== "GET") return html(404, "Not Found");
    const token = tokens.info(/^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1]);
    if (!token) return apiError(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    if (off.has(method.api)) return apiError(403, "PERMISSION_DENIED", disabled(method.api));
    if (!token.scope.split(" ").some((scope) => method.scopes.map(scopeUrl).includes(scope))) {
      return apiError(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.");
    }
    // A service account has a Drive of its own; to the others it is nobody.
    if (!token.user && !method.ofServiceAccounts) return apiError(400, "FAILED_PRECONDITION", "Precondition check failed.");
    const speaker = token.user ? directory.user(token.user) : { email: token.issuer };
    const found = method.answer(speaker, path);
    return found ? json(200, found) : apiError(403, "PERMISSION_DENIED", "Not Authorized to access this resource/api");
  }

  return { knows: (path) => methodOf(path) !== undefined, answer, off };
}

const disabled = (api) =>
  `${api} has not been used in project 123456789012 before or it is disabled. Enable it by visiting ` +
  "https://console.developers.google.com/apis/library?project=123456789012 then retry. If you enabled this API " +
  "recently, wait a few minutes for the action to propagate to our systems and retry.";

const apiError = (code, status, message) => json(code, { error: { code, message, status } });
