import type { EdgemintErrorCode, Minter } from "edgemint";
// @ts-ignore It comes with googleapis. Where there is none its types are `any`, and what is here stands alone.
import type { OAuth2Client } from "google-auth-library";
import type { Scope } from "../scopes/scope.js";

/** What a client has and knows of itself. */
export interface ClientOptions {
  /** For callers that ask the client for it; edgemint needs none. */
  projectId?: string | null;
  /** The project that requests count against, in place of the service account's (`x-goog-user-project`). */
  quotaProjectId?: string;
  /**
   * In milliseconds, 300,000 unless told: credentials that you gave count as expired this long before they do, and a
   * signed token is signed anew. Tokens of a minter are renewed ahead by themselves; a longer time than 300,000 holds
   * for them as well, and one as long as a token's life means an exchange for each.
   */
  eagerRefreshThresholdMillis?: number;
  /**
   * After a 401 a token is always minted anew, and the request sent once more. `true` does the same after a 403, as
   * Google's client does.
   */
  forceRefreshOnFailure?: boolean;
}

/** Scopes by short name or URL: a list, or one text with blanks or commas between them. */
export type GoogleScopes = Scope | Scope[];

/** A token, in the words of Google's clients. */
export interface Credentials {
  access_token?: string | null;
  /** In milliseconds since 1970. */
  expiry_date?: number | null;
  token_type?: string | null;
  /** No refresh token: Google's client has `jwt-placeholder` here, and programs look at it. */
  refresh_token?: string | null;
  id_token?: string | null;
  scope?: string;
}

/** A `Response` that has been read, as googleapis hands it on. */
export interface GoogleResponse<T = any> extends Response {
  /** The body, by `responseType` or else by its own type: a JSON value, a text, a `Blob`. */
  data: T;
  /** The request. The token is not in it. */
  config: any;
}

/** The options of one request: those of `fetch`, and gaxios's that need no Node. */
export interface RequestOptions extends Omit<RequestInit, "headers"> {
  url?: string | URL;
  baseURL?: string | URL;
  headers?: any;
  params?: any;
  paramsSerializer?: (params: any) => string;
  /** A text, bytes, a `Blob`, a form, a stream (Node's as well); everything else is sent as JSON. */
  data?: any;
  responseType?: "arraybuffer" | "blob" | "json" | "text" | "stream" | "unknown";
  validateStatus?: (status: number) => boolean;
  /** In milliseconds, for each attempt. */
  timeout?: number;
  /** Whether to send again after 429, 5xx or no answer, where the method allows it. */
  retry?: boolean;
  retryConfig?: any;
  /** In place of the global `fetch`. */
  fetchImplementation?: typeof fetch;
}

/**
 * What googleapis takes as `auth`. It is no OAuth2Client: it has that type so that googleapis accepts it, and
 * what of it makes no sense for a service account throws, and returns `never` here.
 */
export interface GoogleAuthClient extends OAuth2Client {
  /** The user that it speaks for. */
  subject?: string | null;
  scopes?: GoogleScopes;
  projectId?: string | null;
  quotaProjectId?: string;
  universeDomain: string;
  /**
   * Of the last token. An `access_token` that you put here is used until it expires, for the subject and scopes that
   * are set at that time; without an `expiry_date` until an API refuses it.
   *
   * @example
   * ```js
   * import { googleAuth } from "edgemint/google";
   *
   * const auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
   * auth.credentials = { access_token: "<a token that you kept>", expiry_date: Date.now() + 1_800_000 };
   * ```
   */
  credentials: Credentials;

  /** The same as putting them into {@link credentials}. */
  setCredentials(credentials: Credentials): void;

  /**
   * What you gave while it is good, otherwise a token from the minter's cache or minted.
   *
   * @throws {GoogleApiError} with `edgemintCode` where there is no token
   *
   * @example
   * ```js
   * import { googleAuth } from "edgemint/google";
   *
   * const auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
   * const { token } = await auth.getAccessToken();
   * ```
   */
  getAccessToken(): Promise<{ token: string; res: null }>;
  getAccessToken(callback: (error: Error | null, token?: string | null, response?: any) => void): void;

  /**
   * `Authorization`, and `x-goog-user-project` where there is a quota project. As with Google's client a URL counts
   * only without scopes: the service account then signs a token for it, which speaks for no user. With neither there
   * are no headers.
   */
  getRequestHeaders(url?: string | URL): Promise<Headers>;

  /**
   * One request. On a 401 the token is dropped, and what can be sent again is sent once more with the next one.
   *
   * @throws {GoogleApiError} where there is no token, or the API refuses or does not answer
   *
   * @example
   * ```js
   * import { googleAuth } from "edgemint/google";
   *
   * const auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
   * const url = "https://gmail.googleapis.com/gmail/v1/users/me/profile";
   * const { data } = await auth.request({ url });
   * console.log(data.emailAddress);
   * ```
   */
  request<T = any>(options: RequestOptions): Promise<GoogleResponse<T>>;
  request<T = any>(
    options: RequestOptions,
    callback: (error: Error | null, response?: GoogleResponse<T> | null) => void,
  ): void;

  /** The same by the arguments of `fetch`. It answers with `data`, and throws on a status that is an error. */
  fetch<T = any>(input?: string | URL | Request | RequestOptions, init?: RequestInit): Promise<GoogleResponse<T>>;

  /** A token of the minter's right away, whatever you gave, and its credentials. */
  authorize(): Promise<Credentials>;
  authorize(callback: (error: Error | null, credentials?: Credentials) => void): void;

  /** A token that was just minted, whatever there was. */
  refreshAccessToken(): Promise<{ credentials: Credentials; res: null }>;
  refreshAccessToken(callback: (error: Error | null, credentials?: Credentials | null, response?: any) => void): void;

  /** The same user with other scopes. */
  createScoped(scopes?: GoogleScopes): GoogleAuthClient;

  /** `"tokens"` with each token that is new to this client. */
  on(event: "tokens", listener: (credentials: Credentials) => void): this;

  /** @deprecated Refused: a service account has no consent. */
  generateAuthUrl(options?: any): never;
  /** @deprecated Refused: a service account has no sign-in. */
  getToken(options: any, callback?: any): never;
  /** @deprecated Refused: a token cannot be taken back, it expires. */
  revokeToken(token: string, callback?: any): never;
  /** @deprecated Refused: a token cannot be taken back, it expires. */
  revokeCredentials(callback?: any): never;
  /** @deprecated Refused: this client verifies nothing. */
  verifyIdToken(options: any, callback?: any): never;
}

/**
 * An `auth` for googleapis that speaks for one user. Any number of them share a minter, and so its tokens.
 *
 * @param user A user's primary address. `null`: the service account speaks for itself, which is of use only where
 *   something was shared with it.
 *
 * @example
 * ```js
 * import { gmail } from "@googleapis/gmail";
 * import { googleAuth } from "edgemint/google";
 *
 * const auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
 * const { data } = await gmail({ version: "v1", auth }).users.getProfile({ userId: "me" });
 * console.log(data.emailAddress);
 * ```
 */
export function googleAuth(
  minter: Minter,
  user: string | null,
  scopes: GoogleScopes,
  options?: ClientOptions,
): GoogleAuthClient;

export interface JWTOptions extends ClientOptions {
  /** The key file's `client_email`. */
  email?: string;
  /** Its `private_key`, read at the first use. */
  key?: string;
  /** Its `private_key_id`. */
  keyId?: string;
  /**
   * The path of a key file, or of a private key in PEM, in place of `email`, `key` and `keyId`: where there is a file
   * system, as in Node, Deno and Bun. It is read at the first use.
   */
  keyFile?: string;
  /** The same, by the name that GoogleAuth has for it. */
  keyFilename?: string;
  scopes?: GoogleScopes;
  /** What counts where `scopes` is absent or empty. */
  defaultScopes?: GoogleScopes;
  /** The user to speak for. Without one the service account speaks for itself, and has no mailbox. */
  subject?: string | null;
  /** `true`: no exchange, the service account signs a token for itself. It speaks for no user then. */
  useJWTAccessWithScope?: boolean;
  /** The API's host, which such a token is for, such as `pubsub.googleapis.com`. */
  defaultServicePath?: string;
  /** The one claim of one's own that there may be: `getRequestHeaders(url)` without scopes has an ID token for it. */
  additionalClaims?: { target_audience: string };
  /** Another token endpoint than Google's, as `createMinter` takes it. */
  tokenUri?: string | URL;
  /** Another than `googleapis.com` has no users to speak for: there the service account signs for itself. */
  universeDomain?: string;
}

/** See the class. */
export interface JWT extends GoogleAuthClient {
  email?: string;
  key?: string;
  keyId?: string;
  keyFile?: string;
  defaultScopes?: GoogleScopes;
  useJWTAccessWithScope?: boolean;
  defaultServicePath?: string;
  additionalClaims?: { target_audience: string };
  /** How tokens are asked for, and the last one, where programs for Google's client look. */
  readonly gtoken: {
    readonly googleTokenOptions: { iss?: string; sub?: string | null; scope?: string; keyFile?: string; key?: string };
    readonly accessToken?: string | null;
    readonly tokenType?: string | null;
    readonly expiresAt?: number | null;
    hasExpired(): boolean;
  };
  createScoped(scopes?: GoogleScopes): JWT;

  /**
   * Takes what it needs from a key file.
   *
   * @example
   * ```js
   * import { JWT } from "edgemint/google";
   *
   * const auth = new JWT({ scopes: ["gmail.readonly"], subject: "ada@example.com" });
   * auth.fromJSON(JSON.parse(env.SERVICE_ACCOUNT_KEY));
   * ```
   */
  fromJSON(json: { client_email: string; private_key: string; [field: string]: unknown }): void;

  /**
   * The same from a stream of it: Node's, or the web's.
   *
   * @throws {import("edgemint").EdgemintError} `invalid_key` where it is no key file
   */
  fromStream(stream: AsyncIterable<any> | ReadableStream): Promise<void>;
  fromStream(stream: AsyncIterable<any> | ReadableStream, callback: (error?: Error | null) => void): void;

  /** The key, as it was given or as its file has it. */
  getCredentials(): Promise<{ client_email?: string; private_key?: string }>;

  /** An ID token of the service account itself for an audience, such as a Cloud Run service. */
  fetchIdToken(targetAudience: string): Promise<string>;
}

/**
 * In place of google-auth-library's class of this name: change the import. All of one key share one minter, and
 * each says what its fields say now.
 *
 * Not supported, and refused: claims of one's own, `transporter` and its options, API keys. docs/GOOGLE_AUTH.md
 * compares the two.
 *
 * @example
 * ```js
 * import { gmail } from "@googleapis/gmail";
 * import { JWT } from "edgemint/google";
 *
 * const key = JSON.parse(env.SERVICE_ACCOUNT_KEY);
 * const auth = new JWT({
 *   email: key.client_email,
 *   key: key.private_key,
 *   scopes: ["https://www.googleapis.com/auth/gmail.readonly"],
 *   subject: "ada@example.com",
 * });
 * const { data } = await gmail({ version: "v1", auth }).users.labels.list({ userId: "me" });
 * console.log(data.labels);
 * ```
 */
export const JWT: { new (options?: JWTOptions): JWT; readonly prototype: JWT };

/**
 * Why there is no token, what an API refused, or that it did not answer: where Google's libraries throw a GaxiosError,
 * with its fields. Where there is no token `edgemintCode` says why, and `cause` is the EdgemintError with the remedy.
 *
 * @example
 * ```js
 * import { GoogleApiError, googleAuth } from "edgemint/google";
 *
 * const auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
 * try {
 *   await auth.request({ url: "https://gmail.googleapis.com/gmail/v1/users/me/profile" });
 * } catch (error) {
 *   if (!(error instanceof GoogleApiError)) throw error;
 *   if (error.edgemintCode) console.error(error.edgemintCode, error.response?.data.error, error.cause);
 *   else console.error(error.code, error.message, error.errors);
 * }
 * ```
 */
export class GoogleApiError extends Error {
  private constructor();
  /**
   * The answer's code, mostly its status; without one a name such as `TimeoutError` or `ECONNREFUSED`, or where no
   * token was asked for, `edgemintCode`.
   */
  readonly code?: number | string;
  /** Why there is no token; undefined where there was one. */
  readonly edgemintCode?: EdgemintErrorCode;
  /** The HTTP status. */
  readonly status?: number;
  /** What the API said, or the token endpoint; `data` is the parsed body. */
  readonly response?: GoogleResponse;
  /** The single errors that the API listed. */
  readonly errors?: { message: string; domain: string; reason: string; [field: string]: unknown }[];
  /** The request. No token, assertion or key is in it. */
  readonly config: any;
}
