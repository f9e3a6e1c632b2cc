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

export interface MinterOptions {
  /** The key file: its object, its JSON text, or base64 of that text. */
  credentials: ServiceAccountCredentials | string;
  /**
   * Another token endpoint than Google's: an `https` URL, or `http` on loopback for development.
   * It is also the assertion's audience.
   */
  tokenUri?: string | URL;
  /**
   * `"webcrypto"`: the key goes into the runtime's WebCrypto, not extractable, and is signed with
   * there. Without it edgemint's own code signs. Both give the same signatures.
   */
  signer?: "webcrypto";
}

/** An OAuth 2.0 access token that speaks for `user`. */
export interface Token {
  accessToken: string;
  tokenType: "Bearer";
  /** When it expires; `getToken` never gives one with less than a minute left. */
  expiresAt: Date;
  /** The scopes asked for, by their full names, sorted. */
  scopes: string[];
  /** The user, in lower case. */
  user: string;
}

/** Mints delegated tokens for any number of users of one service account. */
export interface Minter {
  /**
   * A token for `user` within `scopes`, from the cache or minted.
   *
   * @param user The primary e-mail address of a Workspace user.
   * @param scopes Scopes by short name (`gmail.readonly`) or URL: a list, or one text with
   *   blanks or commas between them.
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
  getToken(user: string, scopes: string | readonly string[]): Promise<Token>;

  /**
   * The signed assertion alone (RFC 7523), without any network. It is a credential for an hour:
   * do not log it.
   *
   * @throws {EdgemintError}
   */
  createAssertion(user: string, scopes: string | readonly string[]): Promise<string>;

  /** Which implementation signs. */
  readonly signer: "relaxed-simd" | "rsa-crate" | "webcrypto";
}

/**
 * A minter for one service account. It reads the key once and keeps tokens in memory: make it once,
 * outside of request handlers.
 *
 * @throws {EdgemintError} `invalid_key` where the key cannot be used, `invalid_token_uri`,
 *   `signer_unsupported` where the runtime has no WebCrypto and it was asked for.
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

/** What can go wrong, by name. */
export type EdgemintErrorCode =
  | "access_denied"
  | "admin_policy_enforced"
  | "deleted_client"
  | "disabled_client"
  | "entropy_unavailable"
  | "internal"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_key"
  | "invalid_request"
  | "invalid_scope"
  | "invalid_token_uri"
  | "invalid_user"
  | "malformed_token_response"
  | "no_access_token"
  | "org_internal"
  | "rate_limited"
  | "signer_fault"
  | "signer_unsupported"
  | "token_endpoint_failed"
  | "token_endpoint_unreachable"
  | "token_refused"
  | "unauthorized_client";

/** Why no token could be given. It never holds a key, an assertion or a token. */
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
   * What the token endpoint said, cut and redacted, where it refused; with the code `internal`,
   * whatever was thrown.
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
