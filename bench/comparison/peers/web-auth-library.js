// It has no user to speak for: the token is the service account's own.
import { getAccessToken } from "web-auth-library/google";
import { scopes } from "./scopes.js";

const scope = scopes.join(" ");

export const open = async (credentials) => ({
  idToken: "`getAccessToken` with an `audience`",
  token: () => getAccessToken({ credentials, scope }),
  /** Past its cache, which has one token for everybody. */
  mint: () => getAccessToken({ credentials, scope, cache: new Map() }),
});
