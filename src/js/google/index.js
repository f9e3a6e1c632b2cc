import { own } from "../shared/plain.js";
import { AuthClient } from "./auth-client.js";
import { refuseOptions } from "./unsupported.js";

export { GoogleApiError } from "./api-error.js";
export { JWT } from "./jwt.js";

const OPTIONS = ["projectId", "quotaProjectId", "eagerRefreshThresholdMillis", "forceRefreshOnFailure"];

/** An `auth` for googleapis that speaks for one user of a minter. */
export function googleAuth(minter, user, scopes, options = {}) {
  if (user === undefined) throw new TypeError("googleAuth needs the user, or null for the service account itself.");
  refuseOptions(options, OPTIONS);
  return new AuthClient(async () => minter, { ...own(options, OPTIONS), subject: user, scopes });
}
