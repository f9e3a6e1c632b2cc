import { Emitter } from "./emitter.js";
import { forgottenSubject } from "./forgotten-subject.js";
import { request } from "./request.js";
import { SelfSigned } from "./self-signed.js";
import { refuseTheRest } from "./unsupported.js";

/** What googleapis takes as `auth`: Google's AuthClient, its tokens from a minter. */
export class AuthClient extends Emitter {
  #findMinter;
  #credentials = {};
  #own = new SelfSigned();
  #warned = false;

  /**
   * @param {() => Promise<import("../index.js").Minter>} findMinter called for each token
   * @param {object} options
   * @param {string | null} [options.subject] the user
   * @param {string | string[]} [options.scopes]
   */
  constructor(findMinter, { subject, scopes, projectId = null, quotaProjectId }) {
    super();
    this.#findMinter = findMinter;
    this.subject = subject;
    this.scopes = scopes;
    this.projectId = projectId;
    this.quotaProjectId = quotaProjectId;
    this.universeDomain = "googleapis.com";
  }

  /** The same for other scopes. */
  createScoped(scopes) {
    const { subject, projectId, quotaProjectId } = this;
    return new AuthClient(this.#findMinter, { subject, scopes, projectId, quotaProjectId });
  }

  /** Of the last token. */
  get credentials() {
    return this.#credentials;
  }

  getAccessToken(callback) {
    const answer = async () => ({ token: await this.#accessToken(), res: null });
    return settle(answer(), callback && (({ token, res }) => callback(null, token, res)), callback);
  }

  authorize(callback) {
    const answer = async () => {
      await this.#accessToken();
      return this.#credentials;
    };
    return settle(answer(), callback && ((tokens) => callback(null, tokens)), callback);
  }

  /** A token that was just minted, whatever there was. */
  refreshAccessToken(callback) {
    const answer = async () => {
      await this.#invalidate();
      await this.#accessToken();
      return { credentials: this.#credentials, res: null };
    };
    return settle(answer(), callback && (({ credentials, res }) => callback(null, credentials, res)), callback);
  }

  async getRequestHeaders(url) {
    return this.#headersFor(url === undefined || url === null ? undefined : new URL(url));
  }

  request(options, callback) {
    const authority = {
      headersFor: (url, signal) => this.#headersFor(url, signal),
      drop: (refused) => this.#drop(refused),
    };
    const fail = callback && ((error) => callback(error, error.response));
    return settle(request(authority, options), callback && ((response) => callback(null, response)), fail);
  }

  /** As `fetch` of Google's clients: it answers with `data`, and throws where the status is an error. */
  async fetch(input, init) {
    if (typeof input === "string" || input instanceof URL) return this.request({ ...init, url: input });
    if (!(input instanceof Request)) return this.request({ ...init, ...input });
    const { url, method, signal, body, redirect } = input;
    const headers = new Headers(input.headers);
    for (const [name, value] of new Headers(init?.headers)) headers.set(name, value);
    return this.request({ method, signal, body, redirect, ...init, headers, url });
  }

  /** An empty text is a subject as well, which the minter refuses. */
  get #hasSubject() {
    return this.subject !== undefined && this.subject !== null;
  }

  async #headersFor(url, signal) {
    this.#warnOf(url);
    const headers = new Headers({ authorization: `Bearer ${await this.#accessToken(url, signal)}` });
    if (this.quotaProjectId) headers.set("x-goog-user-project", this.quotaProjectId);
    return headers;
  }

  /** Its user's token, or without a user the service account's own credential. */
  async #accessToken(url, signal) {
    const minter = await this.#findMinter();
    const token = this.#hasSubject
      ? await minter.getToken(this.subject, this.scopes, { signal })
      : await this.#own.get(minter, this.scopes, url);
    this.#remember(token);
    return token.accessToken;
  }

  #remember({ accessToken, expiresAt }) {
    if (this.#credentials.access_token === accessToken) return;
    this.#credentials = { access_token: accessToken, token_type: "Bearer", expiry_date: Number(expiresAt) };
    this.emit("tokens", this.#credentials);
  }

  /** Where another request that was refused has brought the next token already, that one stays. */
  async #drop(refused) {
    if (refused.get("authorization") === `Bearer ${this.#credentials.access_token}`) await this.#invalidate();
  }

  async #invalidate() {
    this.#own.drop();
    if (!this.#hasSubject) return;
    const minter = await this.#findMinter();
    await minter.invalidate(this.subject, this.scopes);
  }

  #warnOf(url) {
    if (this.#warned || !url || this.#hasSubject) return;
    const warning = forgottenSubject(url, this.email);
    this.#warned = warning !== undefined;
    if (warning) console.warn(warning);
  }
}

refuseTheRest(AuthClient.prototype);

/** To the callback where there is one, as Google's clients do. */
function settle(promise, done, fail) {
  if (!done) return promise;
  promise.then(done, fail);
}
