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
    const answer = async () => ({ token: (await this.#credentialsFor(this)).access_token, res: null });
    return settle(answer(), callback && (({ token, res }) => callback(null, token, res)), callback);
  }

  authorize(callback) {
    return settle(this.#credentialsFor(this), callback && ((tokens) => callback(null, tokens)), callback);
  }

  /** A token that was just minted, whatever there was. */
  refreshAccessToken(callback) {
    const answer = async () => {
      const { subject, scopes } = this;
      await this.#invalidate({ subject, scopes });
      return { credentials: await this.#credentialsFor({ subject, scopes }), res: null };
    };
    return settle(answer(), callback && (({ credentials, res }) => callback(null, credentials, res)), callback);
  }

  async getRequestHeaders(url) {
    return this.#headersFor(this, url === undefined || url === null ? undefined : new URL(url));
  }

  request(options, callback) {
    // As they are now: whoever sets another subject meanwhile means the next request.
    const { subject, scopes } = this;
    const authority = {
      headersFor: (url, signal) => this.#headersFor({ subject, scopes }, url, signal),
      drop: (refused, url) => this.#drop({ subject, scopes }, refused, url),
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

  async #headersFor(asked, url, signal) {
    this.#warnOf(asked, url);
    const { access_token: token } = await this.#credentialsFor(asked, url, signal);
    const headers = new Headers({ authorization: `Bearer ${token}` });
    if (this.quotaProjectId) headers.set("x-goog-user-project", this.quotaProjectId);
    return headers;
  }

  /** Its user's token, or without a user the service account's own credential. */
  async #credentialsFor({ subject, scopes }, url, signal) {
    const minter = await this.#findMinter();
    const token = isSubject(subject)
      ? await minter.getToken(subject, scopes, { signal })
      : await this.#own.get(minter, scopes, url);
    return this.#remember(token);
  }

  #remember({ accessToken, expiresAt }) {
    if (this.#credentials.access_token === accessToken) return this.#credentials;
    const credentials = { access_token: accessToken, token_type: "Bearer", expiry_date: Number(expiresAt) };
    this.#credentials = credentials;
    this.emit("tokens", credentials);
    return credentials;
  }

  /** Where another request that was refused has brought the next token already, that one stays. */
  async #drop(asked, refused, url) {
    const kept = await this.#credentialsFor(asked, url);
    if (refused.get("authorization") === `Bearer ${kept.access_token}`) await this.#invalidate(asked);
  }

  async #invalidate({ subject, scopes }) {
    this.#own.drop();
    if (!isSubject(subject)) return;
    const minter = await this.#findMinter();
    await minter.invalidate(subject, scopes);
  }

  #warnOf({ subject }, url) {
    if (this.#warned || !url || isSubject(subject)) return;
    const warning = forgottenSubject(url, this.email);
    this.#warned = warning !== undefined;
    if (warning) console.warn(warning);
  }
}

refuseTheRest(AuthClient.prototype);

/** An empty text is one as well, which the minter refuses. */
const isSubject = (subject) => subject !== undefined && subject !== null;

/** To the callback where there is one, as Google's clients do. */
function settle(promise, done, fail) {
  if (!done) return promise;
  promise.then(done, fail);
}
