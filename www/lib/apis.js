// For each API one harmless request that shows whether a token is good there.

/**
 * @typedef {object} Api
 * @property {string} id
 * @property {string} name
 * @property {string} url
 * @property {RegExp} scopes which scopes, by short name, let a token in
 * @property {string[]} googleapis the same request with the googleapis package
 */

/** The hosts are in connect-src of index.html as well. @type {Api[]} */
export const APIS = [
  {
    id: "gmail",
    name: "Gmail: the user’s profile",
    url: "https://gmail.googleapis.com/gmail/v1/users/me/profile",
    scopes: /^(gmail\.(modify|compose|readonly|metadata)$|https:\/\/mail\.google\.com)/,
    googleapis: ['google.gmail({ version: "v1", auth })', 'users.getProfile({ userId: "me" })'],
  },
  {
    id: "calendar",
    name: "Calendar: one calendar of the user",
    url: "https://www.googleapis.com/calendar/v3/users/me/calendarList?maxResults=1",
    scopes: /^calendar/,
    googleapis: ['google.calendar({ version: "v3", auth })', "calendarList.list({ maxResults: 1 })"],
  },
  {
    id: "drive",
    name: "Drive: whose it is",
    url: "https://www.googleapis.com/drive/v3/about?fields=user",
    scopes: /^drive/,
    googleapis: ['google.drive({ version: "v3", auth })', 'about.get({ fields: "user" })'],
  },
  {
    id: "people",
    name: "People: one contact",
    url: "https://people.googleapis.com/v1/people/me/connections?pageSize=1&personFields=names",
    scopes: /^contacts/,
    googleapis: [
      'google.people({ version: "v1", auth })',
      'people.connections.list({ resourceName: "people/me", personFields: "names", pageSize: 1 })',
    ],
  },
  {
    id: "directory",
    name: "Directory: one user (needs an administrator)",
    url: "https://admin.googleapis.com/admin/directory/v1/users?customer=my_customer&maxResults=1",
    scopes: /^admin\.directory\.user/,
    googleapis: [
      'google.admin({ version: "directory_v1", auth })',
      'users.list({ customer: "my_customer", maxResults: 1 })',
    ],
  },
  {
    id: "tasks",
    name: "Tasks: one list",
    url: "https://tasks.googleapis.com/tasks/v1/users/@me/lists?maxResults=1",
    scopes: /^tasks/,
    googleapis: ['google.tasks({ version: "v1", auth })', "tasklists.list({ maxResults: 1 })"],
  },
  {
    id: "chat",
    name: "Chat: one space",
    url: "https://chat.googleapis.com/v1/spaces?pageSize=1",
    scopes: /^chat\.spaces/,
    googleapis: ['google.chat({ version: "v1", auth })', "spaces.list({ pageSize: 1 })"],
  },
  {
    id: "userinfo",
    name: "OpenID: who the user is",
    url: "https://openidconnect.googleapis.com/v1/userinfo",
    scopes: /^(openid|email|profile|userinfo\..*)$/,
    googleapis: ['google.oauth2({ version: "v2", auth })', "userinfo.get()"],
  },
];

/** @param {string} scope */
export const shortName = (scope) => scope.replace("https://www.googleapis.com/auth/", "");

/** The API that these scopes are for, or the first one. @param {string[]} scopes */
export function apiFor(scopes) {
  const names = scopes.map(shortName);
  return APIS.find((api) => names.some((name) => api.scopes.test(name))) ?? APIS[0];
}

/** Where it is asked: the stand-in of `npm start` has an API of its own in place of Google's. */
export const urlOf = (api, standin) => (standin ? api.url.replace(/^https:\/\/[^/]+/, standin) : api.url);
