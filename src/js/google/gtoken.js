/** What programs read of Google's `gtoken`: how tokens are asked for, and the last one. */
export class GToken {
  #credentials;

  constructor({ email, subject, keyFile, key, credentials }, scopes) {
    const scope = Array.isArray(scopes) ? scopes.join(" ") : scopes;
    this.googleTokenOptions = { iss: email, sub: subject, scope, keyFile };
    // It may be logged.
    Object.defineProperty(this.googleTokenOptions, "key", { value: key, enumerable: false });
    this.#credentials = credentials;
  }

  get accessToken() {
    return this.#credentials.access_token;
  }

  get tokenType() {
    return this.#credentials.token_type;
  }

  get expiresAt() {
    return this.#credentials.expiry_date;
  }

  hasExpired() {
    return !(this.accessToken && this.expiresAt > Date.now());
  }
}
