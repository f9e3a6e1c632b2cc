import { createMinter } from "edgemint";

import { minterPool } from "../minter/minter-pool.js";
import { own } from "../shared/plain.js";
import { AuthClient } from "./auth-client.js";
import { GToken } from "./gtoken.js";
import { readKeyFile, readKeyStream } from "./key-file.js";
import { refuseClaims, refuseOptions } from "./unsupported.js";
import { scopesOf } from "./which.js";

const OPTIONS = [
  ...["email", "key", "keyId", "keyFile", "keyFilename", "scopes", "subject", "tokenUri", "additionalClaims"],
  ...["projectId", "project_id", "quotaProjectId", "quota_project_id", "universeDomain", "universe_domain"],
  ...["eagerRefreshThresholdMillis", "forceRefreshOnFailure"],
];
/** Those that are fields alone in Google's class; a client for other scopes starts without them. */
const FIELDS = ["defaultScopes", "useJWTAccessWithScope", "defaultServicePath"];

/** What is taken from a key file. */
const IN_FILE = ["client_email", "private_key", "private_key_id", "project_id", "quota_project_id", "universe_domain"];

const minterFor = minterPool(createMinter);

/** Google's class of this name, for code that makes one per user. All of one key share one minter. */
export class JWT extends AuthClient {
  constructor(given = {}) {
    if (typeof given !== "object" || given === null) {
      throw new TypeError("JWT takes one object: new JWT({ email, key, scopes, subject }).");
    }
    const names = [...OPTIONS, ...FIELDS];
    refuseOptions(given, names);
    const options = own(given, names);
    refuseClaims(options.additionalClaims);
    super(() => this.#findMinter(), {
      ...options,
      projectId: options.projectId ?? options.project_id,
      quotaProjectId: options.quotaProjectId ?? options.quota_project_id,
      universeDomain: options.universeDomain ?? options.universe_domain,
    });
    const { email, keyId, tokenUri, additionalClaims, keyFile = options.keyFilename } = options;
    Object.assign(this, { email, keyFile, keyId, tokenUri, additionalClaims });
    for (const name of FIELDS) this[name] = options[name];
    // A client may be logged.
    Object.defineProperty(this, "key", { value: options.key, writable: true, enumerable: false });
  }

  createScoped(scopes) {
    return new JWT({ ...Object.fromEntries(OPTIONS.map((name) => [name, this[name]])), scopes });
  }

  /** @param {object} given the key file */
  fromJSON(given) {
    const json = own(given, IN_FILE);
    for (const field of ["client_email", "private_key"]) {
      if (!json[field]) throw new TypeError(`The key file has no ${field}.`);
    }
    this.email = json.client_email;
    this.key = json.private_key;
    this.keyId = json.private_key_id;
    this.projectId = json.project_id ?? null;
    this.quotaProjectId = json.quota_project_id;
    this.universeDomain = json.universe_domain || this.universeDomain;
  }

  /** @param {AsyncIterable<string | Uint8Array> | ReadableStream} stream of the key file */
  fromStream(stream, callback) {
    const read = readKeyStream(stream).then((json) => this.fromJSON(json));
    if (!callback) return read;
    read.then(() => callback(), callback);
  }

  async getCredentials() {
    if (this.key) return { private_key: this.key, client_email: this.email };
    if (!this.keyFile) throw new TypeError("A key or a keyFile must be provided to getCredentials.");
    const { private_key, client_email } = own(await readKeyFile(this.keyFile), IN_FILE);
    return { private_key, client_email };
  }

  get gtoken() {
    return new GToken(this, scopesOf(this));
  }

  /** Each time by what the fields say now. */
  async #findMinter() {
    if (!this.key && this.keyFile) await this.#takeKeyFile();
    const { email, key, keyId, tokenUri } = this;
    const credentials = { type: "service_account", client_email: email, private_key: key, private_key_id: keyId };
    return minterFor({ credentials, tokenUri });
  }

  /** What was said before stays. */
  async #takeKeyFile() {
    const json = own(await readKeyFile(this.keyFile), IN_FILE);
    const { private_key: key, client_email: email, private_key_id: keyId } = json;
    this.key = key;
    this.email ??= email;
    this.keyId ??= keyId;
  }
}
