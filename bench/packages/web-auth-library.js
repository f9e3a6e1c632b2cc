import { getAccessToken } from "web-auth-library/google";

/** It has no user to speak for: the token is the service account's own. */
export const mint = ({ credentials, scopes }) =>
  getAccessToken({ credentials, scope: scopes.join(" "), cache: new Map() });
