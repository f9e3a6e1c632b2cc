import { credentialFor, isSubject } from "./which.js";

/** @returns {string | undefined} what to tell somebody whose subject does not count */
export function ignoredSubject(asked, url) {
  const which = isSubject(asked.subject) && credentialFor(asked, url);
  if (!which || which.exchange) return undefined;
  return (
    "edgemint: the subject does not count here: without scopes, or with useJWTAccessWithScope, the service account " +
    "signs a token for itself and speaks for no user, as with Google's client. Remedy: give scopes, and leave " +
    "useJWTAccessWithScope out."
  );
}
