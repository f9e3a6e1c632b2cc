// One harmless call for each API, which shows whether a token is any good there.

const PREFIX = "https://www.googleapis.com/auth/";

/**
 * @typedef {object} Probe
 * @property {string} api
 * @property {string} origin
 * @property {(user: string) => string} path
 * @property {string[]} scopes One is enough.
 * @property {(body: any) => string | undefined} [user] Whose token it is, as the API says.
 */

/** By the names that Google's reference of each method lists. @type {Probe[]} */
const probes = [
  {
    api: "Gmail",
    origin: "https://gmail.googleapis.com",
    path: () => "/gmail/v1/users/me/profile",
    scopes: [
      "https://mail.google.com/",
      ...["gmail.modify", "gmail.compose", "gmail.readonly", "gmail.metadata"].map(fullName),
    ],
    user: ({ emailAddress }) => emailAddress,
  },
  {
    api: "Calendar",
    origin: "https://www.googleapis.com",
    path: () => "/calendar/v3/users/me/calendarList/primary",
    scopes: ["calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly"].map(fullName),
    user: ({ id }) => id,
  },
  {
    api: "Drive",
    origin: "https://www.googleapis.com",
    path: () => "/drive/v3/about?fields=user(emailAddress)",
    scopes: [
      ...["drive", "drive.appdata", "drive.file", "drive.metadata"].map(fullName),
      ...["drive.metadata.readonly", "drive.readonly"].map(fullName),
    ],
    user: ({ user }) => user?.emailAddress,
  },
  {
    api: "People",
    origin: "https://people.googleapis.com",
    path: () => "/v1/people/me?personFields=metadata",
    scopes: ["contacts", "contacts.readonly", "userinfo.profile", "profile"].map(fullName),
  },
  {
    api: "Tasks",
    origin: "https://tasks.googleapis.com",
    path: () => "/tasks/v1/users/@me/lists?maxResults=1",
    scopes: ["tasks", "tasks.readonly"].map(fullName),
  },
  {
    api: "Directory",
    origin: "https://admin.googleapis.com",
    path: (user) => `/admin/directory/v1/users/${encodeURIComponent(user)}?fields=primaryEmail`,
    scopes: ["admin.directory.user", "admin.directory.user.readonly"].map(fullName),
    user: ({ primaryEmail }) => primaryEmail,
  },
];

/** A scope as the token endpoint has it: OpenID's three and URLs stay. */
export function fullName(scope) {
  const whole = scope.includes("://") || ["openid", "email", "profile"].includes(scope);
  return whole ? scope : PREFIX + scope;
}

/** @param {string} text blanks or commas between the scopes */
export const scopeList = (text) => text.split(/[\s,]+/).filter(Boolean).map(fullName);

/** The calls that a token within these scopes may make. @param {string[]} scopes full names */
export const probesFor = (scopes) => probes.filter((probe) => probe.scopes.some((scope) => scopes.includes(scope)));

/** @param {Probe} probe @param {URL} [base] in place of Google's host */
export const probeUrl = ({ origin, path }, user, base) => (base ? base.href.replace(/\/$/, "") : origin) + path(user);
