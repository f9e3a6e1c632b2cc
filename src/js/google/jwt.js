import { createMinter } from "edgemint";

import { minterPool } from "../minter-pool.js";
import { AuthClient } from "./auth-client.js";
import { refuseOptions } from "./unsupported.js";

const OPTIONS = [
  ...["email", "key", "keyId", "scopes", "subject", "tokenUri"],
  ...["projectId", "project_id", "quotaProjectId", "quota_project_id", "universeDomain", "universe_domain"],
];

const minterFor = minterPool(createMinter);

/** Google's class of this name, for code that makes one per user. All of one key share one minter. */
export class JWT extends AuthClient {
  constructor(options = {}) {
    if (typeof options !== "object" || options === null) {
      throw new TypeError("JWT takes one object: new JWT({ email, key, scopes, subject }).");
    }
    refuseOptions(options, OPTIONS);
    const { email, key, keyId, tokenUri, subject, scopes } = options;
    const { projectId = options.project_id, quotaProjectId = options.quota_project_id } = options;
    checkUniverse(options.universeDomain ?? options.universe_domain);
    super(() => this.#findMinter(), { subject, scopes, projectId, quotaProjectId });
    Object.assign(this, { email, keyId, tokenUri });
    // A client may be logged.
    Object.defineProperty(this, "key", { value: key, writable: true, enumerable: false });
  }

  createScoped(scopes) {
    const { email, key, keyId, tokenUri, subject, projectId, quotaProjectId } = this;
    return new JWT({ email, key, keyId, tokenUri, subject, projectId, quotaProjectId, scopes });
  }

  /** @param {object} json the key file */
  fromJSON(json) {
    for (const field of ["client_email", "private_key"]) {
      if (!json?.[field]) throw new TypeError(`The key file has no ${field}.`);
    }
    checkUniverse(json.universe_domain);
    this.email = json.client_email;
    this.key = json.private_key;
    this.keyId = json.private_key_id;
    this.projectId = json.project_id ?? null;
    this.quotaProjectId = json.quota_project_id;
  }

  async getCredentials() {
    return { private_key: this.key, client_email: this.email };
  }

  /** The service account's own: Google gives no ID tokens on behalf of users. */
  async fetchIdToken(targetAudience) {
    const minter = await this.#findMinter();
    const { idToken } = await minter.getIdToken(null, targetAudience);
    return idToken;
  }

  /** Each time by what the fields say now. */
  #findMinter() {
    const { email, key, keyId, tokenUri } = this;
    const credentials = { type: "service_account", client_email: email, private_key: key, private_key_id: keyId };
    return minterFor({ credentials, tokenUri });
  }
}

function checkUniverse(domain) {
  if (!domain || domain === "googleapis.com") return;
  throw new TypeError("Tokens for users are only given out at googleapis.com; leave universeDomain out.");
}
