import { DISPOSED } from "../generated/messages.js";
import { untilAborted } from "../shared/abort.js";
import { discard } from "../shared/body.js";
import { errorOf, toEdgemintError, withReason } from "../shared/errors.js";
import { signalOf } from "../shared/options.js";
import { attempt, own, scopesOf, textOf, userOf } from "../shared/plain.js";
import { checkSecure } from "../shared/secure-url.js";

/** Mints delegated tokens for any number of users of one service account. */
export class Minter {
  #bound;
  #host;
  #keepAlive;

  /**
   * @param {import("./binding.js").Bound} bound
   * @param {import("./host.js").Host} host
   * @param {(work: Promise<void>) => void} keepAlive
   */
  constructor(bound, host, keepAlive) {
    this.#bound = bound;
    this.#host = host;
    this.#keepAlive = keepAlive;
  }

  get signer() {
    return this.#bound?.signer;
  }

  async getToken(user, scopes, options) {
    const wanted = delegation(user, scopes);
    const got = await this.#get({ user, scopes }, options, (minter) => minter.accessToken(...wanted));
    return {
      accessToken: got.token,
      tokenType: "Bearer",
      expiresAt: got.expiresAt,
      scopes: got.purpose.split(" "),
      user: got.user ?? null,
    };
  }

  async getIdToken(user, audience, options) {
    const wanted = [nobodyOr(user), textOf(audience) ?? ""];
    const got = await this.#get({ user, audience }, options, (minter) => minter.idToken(...wanted));
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
    const refused = [...delegation(user, scopes), accessToken];
    await this.#call((minter) => minter.forget(...refused));
    const next = await this.getToken(user, scopes, { signal });
    return this.#send(again, next.accessToken);
  }

  createAssertion(user, scopes, options) {
    const wanted = delegation(user, scopes);
    return this.#call((minter) => minter.assertion(...wanted), options);
  }

  createSelfSignedToken(audienceOrScopes, options) {
    const wanted = selfSigned(audienceOrScopes);
    return this.#call((minter) => minter.selfSigned(...wanted), options);
  }

  invalidate(user, scopes, options) {
    const wanted = delegation(user, scopes);
    return this.#call((minter) => minter.forget(...wanted), options);
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
      this.#host.emit({ type: "token", ...asked, source: got.source, milliseconds: milliseconds() });
      return got;
    } catch (error) {
      this.#host.emit({ type: "error", ...asked, error, milliseconds: milliseconds() });
      throw error;
    }
  }

  async #call(call, options) {
    const signal = signalOf(options);
    signal?.throwIfAborted();
    return untilAborted(this.#outcome(call), signal);
  }

  /** A binding that is there is called at once: the call then goes on, whatever becomes of the minter. */
  async #outcome(call) {
    let binding;
    try {
      binding = this.#bound?.now() ?? (await this.#bound?.get());
      if (!this.#bound) throw errorOf(DISPOSED);
      const got = await binding.run(call);
      if (got?.refresh) this.#keepAlive(binding.settled(got.refresh));
      return got;
    } catch (thrown) {
      throw withReason(toEdgemintError(thrown), binding?.unreached);
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

// What the WebAssembly takes, read before anything is waited for.

const delegation = (user, scopes) => [userOf(user), scopesOf(scopes)];

/** What is neither a user nor nobody is no user. */
const nobodyOr = (user) => (user === undefined || user === null ? null : (userOf(user) ?? ""));

function selfSigned(wanted) {
  if (typeof wanted === "string") return [textOf(wanted), ""];
  const { audience, scopes } = attempt(() => own(wanted, ["audience", "scopes"]), {});
  return [textOf(audience), scopesOf(scopes)];
}
