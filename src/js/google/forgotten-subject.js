/** APIs of a user's own data, by what their URLs have in common. */
const OF_USERS = [
  [/\/gmail\/v\d/, "Gmail"],
  [/\/calendar\/v\d|^https:\/\/calendar/, "Calendar"],
  [/\/drive\/v\d/, "Drive"],
  [/\/tasks\/v\d/, "Tasks"],
  [/\/admin\/(directory|reports|datatransfer)[/_]/, "Admin SDK"],
  [/^https:\/\/people\./, "People"],
  [/^https:\/\/keep\./, "Keep"],
];

/**
 * @param {URL} url
 * @param {string} [account] the service account's address
 * @returns {string | undefined} what to tell somebody who goes there without a subject
 */
export function forgottenSubject(url, account = "the service account") {
  const api = OF_USERS.find(([pattern]) => pattern.test(url.origin + url.pathname))?.[1];
  return (
    api &&
    `edgemint: ${api} is about a user's data, and no subject is set: the request speaks for ${account} itself, ` +
      'which has no mailbox and next to nothing else there (Gmail says 400 "Precondition check failed"). Remedy: ' +
      'give subject: "user@your-domain", and let an administrator grant the scopes to the client ID ' +
      "(domain-wide delegation)."
  );
}
