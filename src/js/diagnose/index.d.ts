/** What is known of the token that an error is about; remedies and steps name it. */
export interface TokenFacts {
  /**
   * The user that the token speaks for; `null` where it has no subject and speaks for the service
   * account itself. Left out, nothing is known of it.
   */
  user?: string | null;
  /** Scopes by short name or URL: a list, or one text with blanks or commas between them. */
  scopes?: string | readonly string[];
  /** The service account's numeric client ID, `client_id` in its key file. */
  clientId?: string;
}

/** What an error means. */
export interface Explanation {
  /**
   * Stable: the row of edgemint's diagnosis table, such as `dwd_client_id` or `gmail_precondition`;
   * for an error of edgemint's own its code; for an OAuth error without a description its name.
   */
  id: string;
  /** Who said it. */
  origin: "token_endpoint" | "api" | "edgemint";
  /** What is likely wrong, the likeliest first; at least one. */
  likely: Likely[];
  /** How sure this is: it is documented, was measured at Google's endpoint, or users report it. */
  evidence: "documented" | "measured" | "reported";
  /** Whether the same request may succeed a little later. */
  retry: boolean;
  /** The `code` that an `EdgemintError` or the Worker's JSON gives it; none for an API's error. */
  code?: string;
  /** What the steps say to paste into the Admin console; there where they are about delegation. */
  paste?: { clientId?: string; scopes?: string };
}

export interface Likely {
  /** What is wrong, in a sentence or two. */
  cause: string;
  /** What to do about it, with the facts put in. */
  remedy: string;
  /** The remedy step by step, where it takes several. */
  steps?: string[];
}

/**
 * Explains an error from any text that holds it: an answer's JSON, a line of a log, what an
 * exception prints. The answers of Google's token endpoint and APIs are known, and edgemint's own.
 *
 * @returns `null` where it is not known.
 *
 * @example
 * ```js
 * import { explain } from "edgemint/diagnose";
 *
 * const found = await explain("GaxiosError: unauthorized_client: Client is unauthorized to ...", {
 *   clientId: "123456789012345678901",
 *   scopes: "gmail.readonly",
 * });
 * found?.likely[0].steps; // ["Sign in to https://admin.google.com ...", ...]
 * ```
 */
export function explain(text: string, facts?: TokenFacts): Promise<Explanation | null>;

/**
 * Explains an API's error answer. Whom the token speaks for decides between the causes of
 * `Precondition check failed`: say so with `user`.
 *
 * @param body The answer's body, as text or parsed.
 * @returns `null` where it is not known.
 *
 * @example
 * ```js
 * import { explainApiError } from "edgemint/diagnose";
 *
 * const [user, scopes] = ["ada@example.com", "gmail.readonly"];
 * const url = "https://gmail.googleapis.com/gmail/v1/users/me/profile";
 * const answer = await minter.fetch(user, scopes, url);
 * if (!answer.ok) {
 *   const found = await explainApiError(answer.status, await answer.text(), { user, scopes });
 *   console.warn(found?.likely[0].cause, found?.likely[0].remedy);
 * }
 * ```
 */
export function explainApiError(
  status: number,
  body: string | object,
  token?: TokenFacts,
): Promise<Explanation | null>;

export interface InspectOptions {
  /** The time to check against, the present unless told: a `Date`, or milliseconds since 1970. */
  now?: Date | number;
  /** The token endpoint that an assertion should be for, unless it is Google's. */
  tokenUri?: string | URL;
  /**
   * The key file that an assertion was signed with, as text or parsed: issuer, key ID and signature
   * are then checked against it.
   */
  key?: string | object;
}

/** What a text is, and what is wrong with it. */
export interface Inspection {
  kind:
    | "access_token"
    | "api_key"
    | "assertion"
    | "client_secret"
    | "id_token"
    | "jwt"
    | "key_file"
    | "private_key"
    | "refresh_token"
    | "self_signed_token"
    | "unknown";
  /** The same in a sentence. */
  what: string;
  /** Whether every check holds. */
  ok: boolean;
  /** What was looked at, in order. */
  checks: Check[];
  /** A JSON Web Token's header. */
  header?: Record<string, unknown>;
  /** A JSON Web Token's claims. */
  claims?: Record<string, unknown>;
  /** What a key file or a bare key says that is not secret. */
  key?: {
    clientEmail?: string;
    clientId?: string;
    keyId?: string;
    projectId?: string;
    tokenUri?: string;
    bits?: number;
  };
}

export interface Check {
  /** Stable: the claim or field, or `structure`, `lifetime`, `signature`, `json`. */
  id: string;
  ok: boolean;
  /** What was found: a sentence. */
  what: string;
  /** What to do; there where it is not ok. */
  remedy?: string;
}

/**
 * Says what a text is (an assertion, a token, a key file in JSON or base64, a bare PEM key) and checks
 * it. No private key, signature or opaque token is repeated in the answer; nothing leaves the runtime.
 *
 * @example
 * ```js
 * import { inspect } from "edgemint/diagnose";
 *
 * const assertion = await minter.createAssertion("ada@example.com", "gmail.readonly");
 * const { kind, checks } = await inspect(assertion);
 * checks.filter(({ ok }) => !ok); // [{ id: "sub", what: "There is no subject: ...", remedy: "..." }]
 * ```
 */
export function inspect(text: string, options?: InspectOptions): Promise<Inspection>;
