/** The domain every stand-in starts with: one user for each thing that can be the matter with a subject. */
import { Directory } from "./directory.js";
import { scopeUrl } from "./scopes.js";

export const EXAMPLE_SCOPES = [
  ...["gmail.readonly", "gmail.modify", "gmail.send"].map(scopeUrl),
  ...["calendar", "calendar.readonly", "contacts.readonly"].map(scopeUrl),
  "openid",
  "email",
  "profile",
];

export function exampleDirectory() {
  const directory = new Directory();
  directory.addUser("ada@example.com");
  directory.addUser("grace@example.com");
  directory.addUser("no-mailbox@example.com", { mail: "none" });
  directory.addUser("mail-off@example.com", { mail: "off" });
  directory.addUser("suspended@example.com", { refusal: "user_not_found" });
  directory.addUser("deleted@example.com", { refusal: "user_deleted" });
  return directory;
}
