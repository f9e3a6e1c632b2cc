import { untilAborted } from "./abort.js";
import { discard } from "./body.js";
import { disposedError, toEdgemintError } from "./errors.js";
import { checkSecure } from "./secure-url.js";

/** Mints delegated tokens for any number of users of one service account. */
export class Minter {
  #bound;
  #host;
  #keepAlive;

  /**
   * @param {import("./create-minter.js").Bound} bound
   * @param {import("./host.js").Host} host
   * @param {(work: Promise<void>) => void} keepAlive
   */
  constructor(bound, host, keepAlive) {
    this.#bound = bound;
    this.#host = host;
    this.#keepAlive = keepAlive;
  }

  get signer() {
    return this.#bound?.now()?.signer;
  }

  async getToken(user, scopes, options) {
    const asked = { user, scopes };
    const got = await this.#get(asked, options, (binding) => binding.accessToken(user, listed(scopes)));
    return {
      accessToken: got.token,
      tokenType: "Bearer",
      expiresAt: got.expiresAt,
      scopes: got.purpose.split(" "),
      user: got.user,
    };
  }

  async getIdToken(user, audience, options) {
    const asked = { user, audience };
    const got = await this.#get(asked, options, (binding) => binding.idToken(user, String(audience ?? "")));
    return { idToken: got.token, expiresAt: got.expiresAt, audience: got.purpose, user: got.user ?? null };
  }

  async getRequestHeaders(user, scopes, options) {
    const { accessToken } = await this.getToken(user, scopes, options);
    return { authorization: `Bearer ${accessToken}` };
  }

  async fetch(user, scopes, input, init) {
    const request = new Request(input, init);
    checkSecure(new URL(request.url));
    const { signal } = request;
    // A stream is gone when it was sent once.
    const again = isStream(init?.body) ? undefined : request.clone();
    const { accessToken } = await this.getToken(user, scopes, { signal });
    const response = await this.#send(request, accessToken);
    if (response.status !== 401 || !again) return response;
    discard(response);
    await this.#call((binding) => binding.forget(user, listed(scopes), accessToken));
    const next = await this.getToken(user, scopes, { signal });
    return this.#send(again, next.accessToken);
  }

  createAssertion(user, scopes, options) {
    return this.#call((binding) => binding.assertion(user, listed(scopes)), options);
  }

  createSelfSignedToken(wanted, options) {
    const { audience, scopes } = typeof wanted === "string" ? { audience: wanted } : (wanted ?? {});
    const given = audience !== undefined && audience !== null;
    return this.#call((binding) => binding.selfSigned(given ? String(audience) : undefined, listed(scopes)), options);
  }

  invalidate(user, scopes, options) {
    return this.#call((binding) => binding.forget(user, listed(scopes)), options);
  }

  dispose() {
    this.#bound?.free();
    this.#bound = undefined;
  }

  async #get(asked, options, call) {
    const started = this.#host.now();
    const milliseconds = () => this.#host.now() - started;
    try {
      const got = await this.#call(call, options);
      if (got.refresh) this.#keepAlive(got.refresh);
      this.#host.emit({ type: "token", ...asked, source: got.source, milliseconds: milliseconds() });
      return got;
    } catch (error) {
      this.#host.emit({ type: "error", ...asked, error, milliseconds: milliseconds() });
      throw error;
    }
  }

  async #call(call, { signal } = {}) {
    signal?.throwIfAborted();
    return untilAborted(this.#outcome(call), signal);
  }

  /** A binding that is there is called at once: the call then goes on, whatever becomes of the minter. */
  async #outcome(call) {
    try {
      const binding = this.#bound?.now() ?? (await this.#bound?.get());
      if (!this.#bound) throw disposedError();
      return await call(binding);
    } catch (thrown) {
      throw toEdgemintError(thrown);
    }
  }

  #send(request, accessToken) {
    request.headers.set("Authorization", `Bearer ${accessToken}`);
    return this.#host.send(request);
  }
}

// Engines without it get the method under the name that those have who fill it in.
Minter.prototype[Symbol.dispose ?? Symbol.for("Symbol.dispose")] = Minter.prototype.dispose;

const isStream = (body) => typeof body?.getReader === "function";

/** What throws while it is read does so here: WebAssembly in between would not be unwound. */
const listed = (scopes) => (Array.isArray(scopes) ? [...scopes] : scopes);
