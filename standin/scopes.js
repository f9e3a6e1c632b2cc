/**
 * The scopes this server recognises. Google's own catalogue is far longer; what matters is that a scope outside it
 * (a typo) turns the answer into an ID token, as it does at Google.
 */
const PREFIX = "https://www.googleapis.com/auth/";

const SHORT_NAMES = `
  admin.directory.group admin.directory.group.readonly admin.directory.user admin.directory.user.readonly
  calendar calendar.calendarlist.readonly calendar.events calendar.events.readonly calendar.freebusy
  calendar.readonly calendar.settings.readonly
  chat.messages chat.messages.readonly chat.spaces chat.spaces.readonly
  cloud-platform cloud-platform.read-only
  contacts contacts.other.readonly contacts.readonly directory.readonly
  documents documents.readonly drive drive.appdata drive.file drive.metadata drive.metadata.readonly drive.readonly
  gmail.addons.current.message.readonly gmail.compose gmail.insert gmail.labels gmail.metadata gmail.modify
  gmail.readonly gmail.send gmail.settings.basic gmail.settings.sharing
  presentations presentations.readonly spreadsheets spreadsheets.readonly tasks tasks.readonly
  userinfo.email userinfo.profile
`;

const RECOGNISED = new Set([
  "openid",
  "email",
  "profile",
  "https://mail.google.com/",
  ...SHORT_NAMES.trim().split(/\s+/).map(scopeUrl),
]);

/** @param {string} shortName for example `gmail.readonly` */
export function scopeUrl(shortName) {
  return PREFIX + shortName;
}

export function isRecognised(scope) {
  return RECOGNISED.has(scope);
}
