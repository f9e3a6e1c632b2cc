import { AuthClient } from "./auth-client.js";
import { refuseOptions } from "./unsupported.js";

export { GoogleApiError } from "./api-error.js";
export { JWT } from "./jwt.js";

/** An `auth` for googleapis that speaks for one user of a minter. */
export function googleAuth(minter, user, scopes, options = {}) {
  if (user === undefined) throw new TypeError("googleAuth needs the user, or null for the service account itself.");
  refuseOptions(options, ["projectId", "quotaProjectId", "eagerRefreshThresholdMillis", "forceRefreshOnFailure"]);
  return new AuthClient(async () => minter, { ...options, subject: user, scopes });
}
