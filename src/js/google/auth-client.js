import { warn } from "../shared/log.js";
import { Emitter } from "./emitter.js";
import { forgottenSubject } from "./forgotten-subject.js";
import { ignoredSubject } from "./ignored-subject.js";
import { request } from "./request.js";
import { Tokens, USUAL_MARGIN } from "./tokens.js";
import { refuseTheRest } from "./unsupported.js";
import { askedBy, credentialFor, GOOGLES_UNIVERSE, isSubject, scopesOf } from "./which.js";

/** What googleapis takes as `auth`: Google's AuthClient, its tokens from a minter. */
export class AuthClient extends Emitter {
  #findMinter;
  #tokens;
  #warned = new Set();

  /**
   * @param {() => Promise<import("../index.js").Minter>} findMinter called for each token
   * @param {object} options
   * @param {string | null} [options.subject] the user
   * @param {string | string[]} [options.scopes]
   */
  constructor(findMinter, options) {
    super();
    this.#findMinter = findMinter;
    const onToken = (credentials) => this.emit("tokens", credentials);
    this.#tokens = new Tokens(findMinter, onToken, () => this.tokenUri);
    const { subject, scopes, projectId = null, quotaProjectId, universeDomain = GOOGLES_UNIVERSE } = options;
    Object.assign(this, { subject, scopes, projectId, quotaProjectId, universeDomain });
    this.eagerRefreshThresholdMillis = options.eagerRefreshThresholdMillis || USUAL_MARGIN;
    this.forceRefreshOnFailure = options.forceRefreshOnFailure ?? false;
  }

  /** The same for other scopes. */
  createScoped(scopes) {
    return new AuthClient(this.#findMinter, { ...this, scopes });
  }

  /** Of the last token. What is put here is used until it expires. */
  get credentials() {
    return this.#tokens.held.now;
  }

  set credentials(credentials) {
    this.#tokens.held.give(credentials, askedBy(this));
  }

  setCredentials(credentials) {
    this.credentials = credentials;
  }

  getAccessToken(callback) {
    const answer = async () => ({ token: (await this.#tokens.current(askedBy(this))).access_token, res: null });
    return settle(answer(), callback && (({ token, res }) => callback(null, token, res)), callback);
  }

  /** A token of the minter's, whatever the program gave. */
  authorize(callback) {
    const asked = askedBy(this);
    const tokens = this.#tokens.mint(asked, { anew: this.#tokens.held.expired(asked) });
    return settle(tokens, callback && ((found) => callback(null, found)), callback);
  }

  /** A token that was just minted, whatever there was. */
  refreshAccessToken(callback) {
    const answer = async () => ({ credentials: await this.#tokens.mint(askedBy(this), { anew: true }), res: null });
    return settle(answer(), callback && (({ credentials, res }) => callback(null, credentials, res)), callback);
  }

  async getRequestHeaders(url) {
    const asked = askedBy(this);
    const place = url === undefined || url === null ? undefined : String(url);
    this.#warn(ignoredSubject, asked, place);
    return this.#headers(await this.#tokens.authorization(asked, place));
  }

  request(options, callback) {
    // As they are now: whoever sets another subject meanwhile means the next request.
    const asked = askedBy(this);
    const authority = {
      headersFor: (url, signal) => this.#headersFor(asked, url, signal),
      renewsAfter: (status) => status === 401 || (status === 403 && this.#tokens.renewsOn403(asked)),
      drop: (refused) => this.#tokens.drop(asked, refused.get("authorization")),
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

  /** An ID token of the service account's own. */
  fetchIdToken(targetAudience) {
    return this.#tokens.identify(targetAudience);
  }

  /** Without scopes, and without a user, who needs them, the token is for the API that is called. */
  async #headersFor(asked, url, signal) {
    if (!isSubject(asked.subject)) this.#warn(forgottenSubject, url, this.email);
    this.#warn(ignoredSubject, asked);
    const place = scopesOf(asked)?.length || isSubject(asked.subject) ? undefined : `${url.origin}/`;
    if (credentialFor(asked, place)) return this.#headers(await this.#tokens.authorization(asked, place, signal));
    const { access_token: token } = await this.#tokens.current(asked, signal);
    return this.#headers(`Bearer ${token}`);
  }

  #headers(authorization) {
    const headers = new Headers();
    if (authorization === undefined) return headers;
    headers.set("authorization", authorization);
    if (this.quotaProjectId) headers.set("x-goog-user-project", this.quotaProjectId);
    return headers;
  }

  /** Each warning once a client. */
  #warn(warningOf, ...facts) {
    if (this.#warned.has(warningOf)) return;
    const warning = warningOf(...facts);
    if (!warning) return;
    this.#warned.add(warningOf);
    warn(warning);
  }
}

refuseTheRest(AuthClient.prototype);

/** To the callback where there is one, as Google's clients do. */
function settle(promise, done, fail) {
  if (!done) return promise;
  promise.then(done, fail);
}
