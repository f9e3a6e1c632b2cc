import type { Minter } from "edgemint";
// @ts-ignore It comes with googleapis. Where there is none its types are `any`, and what is here stands alone.
import type { OAuth2Client } from "google-auth-library";

/** What a client has and knows of itself. */
export interface ClientOptions {
  /** For callers that ask the client for it; edgemint needs none. */
  projectId?: string | null;
  /** The project that requests count against, in place of the service account's (`x-goog-user-project`). */
  quotaProjectId?: string;
}

/** Scopes by short name or URL: a list, or one text with blanks or commas between them. */
export type GoogleScopes = string | string[];

/** A token, in the words of Google's clients. */
export interface Credentials {
  access_token?: string;
  /** In milliseconds since 1970. */
  expiry_date?: number;
  token_type?: "Bearer";
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
  readonly universeDomain: "googleapis.com";
  /** Of the last token. */
  readonly credentials: Credentials;

  /**
   * A token, from the minter's cache or minted.
   *
   * @throws {import("edgemint").EdgemintError}
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

  /** `Authorization`, and `x-goog-user-project` where there is a quota project. */
  getRequestHeaders(url?: string | URL): Promise<Headers>;

  /**
   * One request. On a 401 the token is dropped, and what can be sent again is sent once more with the next one.
   *
   * @throws {GoogleApiError} where the API refuses, or does not answer
   * @throws {import("edgemint").EdgemintError} where there is no token
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

  /** A token right away, and its credentials. */
  authorize(): Promise<Credentials>;
  authorize(callback: (error: Error | null, credentials?: Credentials) => void): void;

  /** A token that was just minted, whatever there was. */
  refreshAccessToken(): Promise<{ credentials: Credentials; res: null }>;
  refreshAccessToken(callback: (error: Error | null, credentials?: Credentials | null, response?: any) => void): void;

  /** The same user with other scopes. */
  createScoped(scopes?: GoogleScopes): GoogleAuthClient;

  /** `"tokens"` with each token that is new to this client. */
  on(event: "tokens", listener: (credentials: Credentials) => void): this;

  /** @deprecated Refused: there is nothing to set, tokens come from the key. */
  setCredentials(credentials: any): never;
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
  scopes?: GoogleScopes;
  /** The user to speak for. Without one the service account speaks for itself, and has no mailbox. */
  subject?: string | null;
  /** Another token endpoint than Google's, as `createMinter` takes it. */
  tokenUri?: string | URL;
  universeDomain?: "googleapis.com";
}

/** See the class. */
export interface JWT extends GoogleAuthClient {
  email?: string;
  key?: string;
  keyId?: string;
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

  /** The key, as it was given. */
  getCredentials(): Promise<{ client_email?: string; private_key?: string }>;

  /** An ID token of the service account itself for an audience, such as a Cloud Run service. */
  fetchIdToken(targetAudience: string): Promise<string>;
}

/**
 * In place of google-auth-library's class of this name: change the import. All of one key share one minter, and
 * each says what its fields say now.
 *
 * Not supported, and refused: `keyFile`, `additionalClaims`, `transporter` and its options, API keys.
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
 * What an API refused, or that it did not answer: where Google's libraries throw a GaxiosError, with its fields.
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
 *   console.error(error.code, error.message, error.errors);
 * }
 * ```
 */
export class GoogleApiError extends Error {
  private constructor();
  /** The API's code, mostly its status; without an answer a name such as `TimeoutError` or `ECONNREFUSED`. */
  readonly code?: number | string;
  /** The HTTP status. */
  readonly status?: number;
  /** What the API said; `data` is the parsed body. */
  readonly response?: GoogleResponse;
  /** The single errors that the API listed. */
  readonly errors?: { message: string; domain: string; reason: string; [field: string]: unknown }[];
  /** The request. The token is not in it. */
  readonly config: any;
}
