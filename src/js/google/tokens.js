import { Held } from "./held.js";
import { SelfSigned } from "./self-signed.js";
import { tokenError } from "./token-error.js";
import { credentialFor, isSubject, scopesOf } from "./which.js";

/** As in Google's clients. A minter renews its tokens ahead by itself; a longer margin than this has to be asked for. */
export const USUAL_MARGIN = 300_000;

/** Where a client's credentials come from: the program, the minter, or the service account's own signature. */
export class Tokens {
  #findMinter;
  #onToken;
  #tokenUri;
  #own = new SelfSigned();
  held = new Held();

  /**
   * @param {() => Promise<import("../index.js").Minter>} findMinter called for each token
   * @param {(credentials: object) => void} onToken hears of each that is new
   * @param {() => string | URL | undefined} tokenUri
   */
  constructor(findMinter, onToken, tokenUri) {
    this.#findMinter = findMinter;
    this.#onToken = onToken;
    this.#tokenUri = tokenUri;
  }

  /**
   * @param {ReturnType<typeof import("./which.js").askedBy>} asked
   * @param {string} [url]
   * @returns {Promise<string | undefined>} the Authorization header's value
   */
  async authorization(asked, url, signal) {
    const which = credentialFor(asked, url);
    if (!which) return undefined;
    if (which.audience) return `Bearer ${await this.identify(which.audience)}`;
    if (which.selfSigned) return `Bearer ${await this.#sign(which.selfSigned, asked)}`;
    const { access_token: token, token_type: type } = await this.current(asked, signal);
    return `${type || "Bearer"} ${token}`;
  }

  /** What the program gave while it is good, otherwise a token of the minter's. */
  async current(asked, signal) {
    return this.held.given(asked) ?? this.mint(asked, { signal, anew: this.held.expired(asked) });
  }

  /** @param {{ signal?: AbortSignal, anew?: boolean }} [options] `anew`: just minted, whatever there was */
  async mint(asked, { signal, anew = false } = {}) {
    const token = await this.#ask(async (minter) => {
      if (anew) await forget(minter, asked);
      const got = await accessToken(minter, asked, signal);
      const { eagerRefreshThresholdMillis: margin } = asked;
      if (anew || margin <= USUAL_MARGIN || got.expiresAt - Date.now() > margin) return got;
      await forget(minter, asked);
      return accessToken(minter, asked, signal);
    });
    if (this.held.remember(token, asked)) this.#onToken(this.held.now);
    return this.held.now;
  }

  /** An ID token of the service account's own: Google gives none on behalf of users. */
  async identify(audience) {
    const { idToken } = await this.#ask((minter) => minter.getIdToken(null, audience));
    return idToken;
  }

  /** A 403 is mostly about rights, which the next token has no more of: it is tried where the program says so, or gave no date. */
  renewsOn403(asked) {
    const given = this.held.given(asked);
    return Boolean(asked.forceRefreshOnFailure || (given && !given.expiry_date));
  }

  /** After a refusal. Where another request has brought the next token already, that one stays. */
  async drop(asked, authorization) {
    this.#own.drop();
    const { access_token: token } = this.held.given(asked) ?? {};
    if (token) {
      if (authorization.endsWith(` ${token}`)) this.held.drop();
      return;
    }
    if (!credentialFor(asked)?.exchange) return;
    const kept = await this.mint(asked);
    if (authorization === `Bearer ${kept.access_token}`) await this.#ask((minter) => forget(minter, asked));
  }

  #sign(wanted, { eagerRefreshThresholdMillis: margin }) {
    return this.#ask((minter) => this.#own.get(minter, wanted, margin));
  }

  async #ask(call) {
    try {
      return await call(await this.#findMinter());
    } catch (thrown) {
      throw tokenError(thrown, this.#tokenUri());
    }
  }
}

const userOf = ({ subject }) => (isSubject(subject) ? subject : null);
const accessToken = (minter, asked, signal) => minter.getToken(userOf(asked), scopesOf(asked), { signal });
const forget = (minter, asked) => minter.invalidate(userOf(asked), scopesOf(asked));
