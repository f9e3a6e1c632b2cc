// Which file a scope goes into: by what its APIs are part of, as their documentation's address says.

/** @type {[group: string, prefixes: string[]][]} the first that fits */
const places = [
  [
    "workspace",
    [
      "cloud.google.com/identity/",
      "developers.google.com/admin-sdk",
      "developers.google.com/apps-script",
      "developers.google.com/gmail",
      "developers.google.com/google-apps",
      "developers.google.com/people",
      "developers.google.com/workspace",
      "support.google.com/area120-tables",
    ],
  ],
  ["cloud", ["cloud.google.com", "docs.cloud.google.com", "firebase.google.com"]],
];

export const groups = ["workspace", "cloud", "other"];

/** @param {string} [link] the documentation of an API */
export function groupOf(link = "") {
  const address = link.replace(/^https?:\/\//, "");
  const [group] = places.find(([, prefixes]) => prefixes.some((prefix) => address.startsWith(prefix))) ?? ["other"];
  return group;
}
