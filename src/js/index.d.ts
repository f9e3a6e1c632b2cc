/// <reference lib="esnext.disposable" />
import type { EdgemintErrorCode } from "./generated/codes.js";
import type { Scope } from "./scopes/scope.js";

/** A Google service account's key file, as Google Cloud downloads it. */
export interface ServiceAccountCredentials {
  client_email: string;
  private_key: string;
  private_key_id?: string;
  client_id?: string;
  project_id?: string;
  token_uri?: string;
  type?: string;
  universe_domain?: string;
  [field: string]: unknown;
}

/** The key file: its object, its JSON text, or base64 of that text. */
export type Credentials = ServiceAccountCredentials | string;

/** Scopes by short name (`gmail.readonly`) or URL: a list, or one text with blanks or commas between. */
export type Scopes = Scope | readonly Scope[];

/**
 * Options count where the object has them itself or from its class; what stands on `Object.prototype` never does. So it
 * is with the options of all entries.
 */
export interface MinterOptions {
  /**
   * The key file, or a function that gives it: called at the first use, and again if that fails or after an
   * error `internal`.
   *
   * @example
   * ```js
   * import { env } from "cloudflare:workers";
   * import { createMinter } from "edgemint";
   *
   * const minter = await createMinter({ credentials: () => env.KEY_STORE.get() });
   * ```
   */
  credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /**
   * Where tokens are kept behind the minter's own memory, for other isolates or processes to use
   * too. What it gets is sealed under a key derived from the private key. `edgemint/caches` has some.
   */
  cache?: TokenCache;
  /** In place of the runtime's `fetch`, for exchanges and for {@link Minter.fetch}. */
  fetch?: typeof globalThis.fetch;
  /**
   * Another token endpoint than Google's: an `https` URL, or `http` on loopback for development.
   * It is also the assertion's audience.
   */
  tokenUri?: string | URL;
  /** How long assertions are good for, in seconds: 60 to 3600, which it is unless told. */
  lifetime?: number;
  /** In place of `Date.now`: milliseconds since 1970. */
  clock?: () => number;
  /** Hears of every token that was given or not, and of faulty signatures. */
  onEvent?: (event: MinterEvent) => void;
  /**
   * `"webcrypto"`: the key goes into the runtime's WebCrypto, not extractable, and is signed with
   * there. Without it edgemint's own code signs. Both give the same signatures.
   */
  signer?: "webcrypto";
  /**
   * A private key in a browser opens every mailbox of the domain to whoever gets at the page, which
   * edgemint warns of on the console. `true` says that you know.
   */
  dangerouslyAllowBrowser?: boolean;
}

/** What {@link MinterOptions.onEvent} hears. It holds no token. */
export type MinterEvent = TokenEvent | TokenErrorEvent | SignerFaultEvent;

/** What was asked for: `scopes` of an access token, or the `audience` of an ID token. */
export interface AskedFor {
  user: string | null;
  scopes?: Scopes;
  audience?: string;
  /** How long it took. */
  milliseconds: number;
}

/** A token was given. */
export interface TokenEvent extends AskedFor {
  type: "token";
  /** From the cache; from there while the next one is minted behind; or minted now. */
  source: "hit" | "refresh" | "miss";
}

/** No token was given. */
export interface TokenErrorEvent extends AskedFor {
  type: "error";
  /** An {@link EdgemintError}, or the reason of the signal that aborted. */
  error: unknown;
}

/** A signature did not verify: the machine, or its memory, is not to be trusted. */
export interface SignerFaultEvent {
  type: "signer_fault";
  signer: string;
  /** Whether the second attempt verified; otherwise nothing was signed. */
  recovered: boolean;
}

/**
 * A cache of your own. Keys are keyed hashes in hexadecimal, values are sealed texts: the store alone
 * opens nothing, and does not say whose they are. One that fails, takes more than two seconds or gives more
 * than 64 KB behaves as an empty one.
 *
 * @example In Redis, by node-redis
 * ```ts
 * import type { TokenCache } from "edgemint";
 *
 * interface Redis {
 *   get(key: string): Promise<string | null>;
 *   set(key: string, value: string, options: { EX: number }): Promise<unknown>;
 *   del(key: string): Promise<unknown>;
 * }
 *
 * const redisCache = (redis: Redis): TokenCache => ({
 *   get: (key) => redis.get(`edgemint:${key}`),
 *   put: (key, value, { ttl }) => redis.set(`edgemint:${key}`, value, { EX: ttl }),
 *   delete: (key) => redis.del(`edgemint:${key}`),
 * });
 * ```
 */
export interface TokenCache {
  get(key: string): Promise<string | null | undefined>;
  /** @param options `ttl`: for how many seconds the value is of use. */
  put(key: string, value: string, options: { ttl: number }): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/** An OAuth 2.0 access token that speaks for `user`. */
export interface Token<User extends string | null = string> {
  accessToken: string;
  tokenType: "Bearer";
  /** When it expires; `getToken` never gives one with less than a minute left. */
  expiresAt: Date;
  /** The scopes granted, by their full names, sorted: those asked for, unless the token endpoint names others. */
  scopes: string[];
  /** The user, in lower case; null where the token speaks for the service account itself. */
  user: User;
}

/** An OpenID Connect ID token. */
export interface IdToken {
  idToken: string;
  /** When it expires; `getIdToken` never gives one with less than a minute left. */
  expiresAt: Date;
  audience: string;
  user: string | null;
}

export interface CallOptions {
  /** Ends the wait; a mint that others wait for goes on. */
  signal?: AbortSignal;
}

/** Mints delegated tokens for any number of users of one service account. */
export interface Minter {
  /**
   * A token for `user` within `scopes`, from the cache or minted.
   *
   * @param user The primary e-mail address of a Workspace user. `null`, and nothing else, is the service
   *   account itself, for what was shared with it and for Google Cloud: it has no mailbox, so Gmail
   *   answers 400 "Precondition check failed" to its token.
   * @throws {EdgemintError}
   *
   * @example
   * ```js
   * const { accessToken } = await minter.getToken("ada@example.com", ["gmail.readonly"]);
   * const profile = await fetch("https://gmail.googleapis.com/gmail/v1/users/me/profile", {
   *   headers: { Authorization: `Bearer ${accessToken}` },
   * });
   * ```
   */
  getToken<User extends string | null>(
    user: User,
    scopes: Scopes,
    options?: CallOptions,
  ): Promise<Token<User extends null ? null : string>>;

  /**
   * An ID token that proves to `audience` who the service account is, for services such as Cloud Run.
   * Delegation is for access tokens: give `null` as user, unless your endpoint takes one.
   *
   * @throws {EdgemintError}
   *
   * @example
   * ```js
   * const { idToken } = await minter.getIdToken(null, "https://service-abc123.a.run.app");
   * ```
   */
  getIdToken(user: string | null, audience: string, options?: CallOptions): Promise<IdToken>;

  /**
   * The header that a request to an API wants.
   *
   * @throws {EdgemintError}
   *
   * @example
   * ```js
   * const headers = await minter.getRequestHeaders("ada@example.com", "calendar.readonly");
   * const response = await fetch("https://www.googleapis.com/calendar/v3/users/me/calendarList", {
   *   headers: { ...headers, Accept: "application/json" },
   * });
   * ```
   */
  getRequestHeaders(user: string | null, scopes: Scopes, options?: CallOptions): Promise<{ authorization: string }>;

  /**
   * The runtime's `fetch` with the user's token. On a 401 the token is dropped and minted anew, and
   * the request sent once more, unless its body was a stream. It goes over https, or to loopback.
   *
   * Redirects are followed as the runtime does. A Worker with a compatibility date before 2025-09-01 takes
   * the token along to other hosts: there give `redirect: "manual"`.
   *
   * @throws {EdgemintError} Where there is no token; otherwise as `fetch`.
   *
   * @example
   * ```js
   * const response = await minter.fetch(
   *   "ada@example.com",
   *   "gmail.readonly",
   *   "https://gmail.googleapis.com/gmail/v1/users/me/messages?maxResults=5",
   *   { signal: AbortSignal.timeout(10_000) },
   * );
   * ```
   */
  fetch(user: string | null, scopes: Scopes, input: string | URL | Request, init?: RequestInit): Promise<Response>;

  /**
   * The signed assertion alone (RFC 7523), without any network. It is a credential for an hour:
   * do not log it.
   *
   * @throws {EdgemintError}
   *
   * @example
   * ```js
   * const assertion = await minter.createAssertion("ada@example.com", "gmail.readonly");
   * ```
   */
  createAssertion(user: string | null, scopes: Scopes, options?: CallOptions): Promise<string>;

  /**
   * A token that the service account signs for itself: no exchange, no network, no user. Google's
   * APIs take it for what the service account may do in its own name.
   *
   * @param audienceOrScopes One API by its URL, or scopes. A text alone is an audience.
   * @throws {EdgemintError}
   *
   * @example
   * ```js
   * const token = await minter.createSelfSignedToken("https://pubsub.googleapis.com/");
   * const wider = await minter.createSelfSignedToken({ scopes: ["cloud-platform"] });
   * ```
   */
  createSelfSignedToken(
    audienceOrScopes: string | { audience: string; scopes?: undefined } | { scopes: Scopes; audience?: undefined },
    options?: CallOptions,
  ): Promise<string>;

  /**
   * Drops the token that is kept, or the refusal of a moment ago, such as after a change of what the
   * administrator grants; the next call mints.
   *
   * @example
   * ```js
   * await minter.invalidate("ada@example.com", "gmail.readonly");
   * ```
   */
  invalidate(user: string | null, scopes: Scopes, options?: CallOptions): Promise<void>;

  /** Overwrites the key and forgets all tokens. Afterwards every call is refused as `disposed`. */
  dispose(): void;

  /**
   * The same, for `using`.
   *
   * @example
   * ```ts
   * import { createMinter } from "edgemint";
   *
   * using minter = await createMinter({ credentials: key });
   * ```
   */
  [Symbol.dispose](): void;

  /** Which implementation signs; `undefined` while credentials are still to be read. */
  readonly signer: "relaxed-simd" | "rsa-crate" | "webcrypto" | undefined;
}

/**
 * A minter for one service account. It reads the key once and keeps tokens in memory: make it once,
 * outside of request handlers.
 *
 * @throws {EdgemintError} `invalid_key` where the key cannot be used, `invalid_token_uri`,
 *   `invalid_lifetime`, `invalid_option`, `signer_unsupported` where the WebAssembly cannot be loaded,
 *   or the runtime has no WebCrypto and it was asked for.
 *
 * @example
 * ```js
 * import { env } from "cloudflare:workers";
 * import { createMinter } from "edgemint";
 *
 * const minter = await createMinter({ credentials: env.SERVICE_ACCOUNT_KEY });
 * ```
 */
export function createMinter(options: MinterOptions): Promise<Minter>;

export type { EdgemintErrorCode };

/**
 * Why no token could be given. It never holds a key, an assertion or a token.
 *
 * @example
 * ```js
 * import { EdgemintError } from "edgemint";
 *
 * try {
 *   await minter.getToken("ada@example.com", "gmail.readonly");
 * } catch (error) {
 *   if (!(error instanceof EdgemintError)) throw error;
 *   console.error(error.code, error.message, error.remedy);
 *   if (error.retryable) console.error(`Again in ${error.retryAfter ?? 1} s.`);
 * }
 * ```
 */
export class EdgemintError extends Error {
  constructor(message: string, facts: EdgemintErrorFacts);
  readonly name: "EdgemintError";
  /** Stable: what programs may branch on. */
  readonly code: EdgemintErrorCode;
  /** What to do about it: a sentence. */
  readonly remedy: string;
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean;
  /** The HTTP status of the token endpoint's last answer, where there was one. */
  readonly status?: number;
  /** How many seconds the token endpoint asked to wait, where it did. */
  readonly retryAfter?: number;
  /**
   * What the token endpoint said, cut and redacted, where it refused; where it did not answer, an error whose `code` is
   * the runtime's word for it, such as `ECONNREFUSED`; otherwise whatever was thrown.
   */
  readonly cause?: TokenEndpointRefusal | Error;
}

/** What an `EdgemintError` is made of, for tests of your own. */
export type EdgemintErrorFacts = Pick<EdgemintError, "code" | "remedy" | "retryable"> &
  Partial<Pick<EdgemintError, "status" | "retryAfter" | "cause">>;

export interface TokenEndpointRefusal {
  /** The OAuth `error` (RFC 6749, section 5.2). */
  error: string;
  errorDescription: string;
  /** The row of edgemint's diagnosis table, such as `dwd_client_id`. */
  diagnosis?: string;
}
