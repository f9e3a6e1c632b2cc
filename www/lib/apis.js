// For each API one harmless request that shows whether a token is good there.

/**
 * @typedef {object} Api
 * @property {string} id
 * @property {string} name
 * @property {string} url with USER in place of the user
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
    name: "Calendar: the user’s own calendar",
    url: "https://www.googleapis.com/calendar/v3/users/me/calendarList/primary",
    scopes: /^calendar(\.readonly|\.calendarlist(\.readonly)?)?$/,
    googleapis: ['google.calendar({ version: "v3", auth })', 'calendarList.get({ calendarId: "primary" })'],
  },
  {
    id: "drive",
    name: "Drive: whose it is",
    url: "https://www.googleapis.com/drive/v3/about?fields=user",
    scopes: /^drive(\.appdata|\.file|\.metadata|\.metadata\.readonly|\.readonly)?$/,
    googleapis: ['google.drive({ version: "v3", auth })', 'about.get({ fields: "user" })'],
  },
  {
    id: "people",
    name: "People: the user",
    url: "https://people.googleapis.com/v1/people/me?personFields=names",
    scopes: /^contacts(\.readonly)?$/,
    googleapis: [
      'google.people({ version: "v1", auth })',
      'people.get({ resourceName: "people/me", personFields: "names" })',
    ],
  },
  {
    id: "directory",
    name: "Directory: the user, who has to be an administrator",
    url: "https://admin.googleapis.com/admin/directory/v1/users/USER?fields=primaryEmail",
    scopes: /^admin\.directory\.user(\.readonly)?$/,
    googleapis: ['google.admin({ version: "directory_v1", auth })', 'users.get({ userKey: "USER" })'],
  },
  {
    id: "tasks",
    name: "Tasks: one list",
    url: "https://tasks.googleapis.com/tasks/v1/users/@me/lists?maxResults=1",
    scopes: /^tasks(\.readonly)?$/,
    googleapis: ['google.tasks({ version: "v1", auth })', "tasklists.list({ maxResults: 1 })"],
  },
  {
    id: "chat",
    name: "Chat: one space",
    url: "https://chat.googleapis.com/v1/spaces?pageSize=1",
    scopes: /^chat\.spaces(\.readonly)?$/,
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

/** Whether one of these scopes lets a token in. @param {Api} api @param {string[]} scopes */
export const opens = (api, scopes) => scopes.some((scope) => api.scopes.test(shortName(scope)));

/** The API that these scopes are for, or the first one. @param {string[]} scopes */
export const apiFor = (scopes) => APIS.find((api) => opens(api, scopes)) ?? APIS[0];

/** Where it is asked: the stand-in of `npm start` has APIs of its own in place of Google's. */
export function urlOf(api, user, standin) {
  const url = api.url.replace("USER", () => encodeURIComponent(user));
  return standin ? url.replace(/^https:\/\/[^/]+/, () => standin) : url;
}
