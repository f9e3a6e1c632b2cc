// Which scopes Google calls restricted or sensitive: what these pages of Google's state, in the copies
// that were read on 2026-11-25 (some were stored translations), and no more. Google publishes no
// complete list (the Cloud Console shows it for the scopes of an app), so that a scope which is not
// here may be either, or neither.
//
// With domain-wide delegation nobody has to have an app verified for them. They tell an administrator
// how much a scope opens.

/** @type {{ page: string, restricted?: string[], sensitive?: string[] }[]} scopes by short name or URL */
const statements = [
  {
    // As far as the copy went: into the list of the Fit API.
    page: "https://support.google.com/cloud/answer/13464325",
    restricted: [
      "https://mail.google.com/",
      "gmail.readonly",
      "gmail.metadata",
      "gmail.modify",
      "gmail.insert",
      "gmail.compose",
      "gmail.settings.basic",
      "gmail.settings.sharing",
      "drive",
      "drive.readonly",
      "drive.activity",
      "drive.activity.readonly",
      "drive.metadata",
      "drive.metadata.readonly",
      "drive.scripts",
      "drive.meet.readonly",
      "fitness.activity.read",
      "fitness.activity.write",
      "fitness.blood_glucose.read",
      "fitness.blood_glucose.write",
      "fitness.blood_pressure.read",
      "fitness.blood_pressure.write",
      "fitness.body_temperature.read",
      "fitness.body_temperature.write",
    ],
  },
  {
    page: "https://developers.google.com/workspace/gmail/api/auth/scopes",
    sensitive: ["gmail.addons.current.message.metadata", "gmail.addons.current.message.readonly", "gmail.send"],
  },
  {
    page: "https://developers.google.com/workspace/drive/api/guides/api-specific-auth",
    sensitive: ["drive.apps.readonly"],
  },
  {
    page: "https://developers.google.com/docs/api/auth",
    sensitive: ["documents", "documents.readonly"],
  },
  {
    page: "https://developers.google.com/workspace/sheets/api/scopes",
    sensitive: ["spreadsheets", "spreadsheets.readonly"],
  },
  {
    page: "https://developers.google.com/slides/api/scopes",
    sensitive: ["presentations", "presentations.readonly"],
  },
  {
    page: "https://developers.google.com/workspace/meet/api/guides/authenticate-authorize",
    sensitive: ["meetings.space.created", "meetings.space.readonly"],
  },
  {
    // As far as the copies went: into the list of Chat.
    page: "https://developers.google.com/workspace/events/guides/auth",
    restricted: ["chat.messages"],
    sensitive: [
      "chat.app.memberships",
      "chat.app.memberships.readonly",
      "chat.memberships",
      "chat.memberships.readonly",
      "chat.messages.reactions.readonly",
      "chat.spaces",
      "chat.spaces.readonly",
    ],
  },
];

const named = (sensitivity) => new Set(statements.flatMap((statement) => statement[sensitivity] ?? []));
const [restricted, sensitive] = [named("restricted"), named("sensitive")];

/** @param {string} name @returns {"restricted" | "sensitive" | undefined} */
export function sensitivityOf(name) {
  if (restricted.has(name)) return "restricted";
  return sensitive.has(name) ? "sensitive" : undefined;
}

/** Every name that a page classifies. */
export const classified = [...restricted, ...sensitive];
