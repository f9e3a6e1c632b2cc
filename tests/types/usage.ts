// The documented examples, and what the types have to refuse. Compiled by tests/node/types.test.js, never run.
import { env } from "cloudflare:workers";
import { createMinter, EdgemintError } from "edgemint";
import type { EdgemintErrorCode, IdToken, Minter, ServiceAccountCredentials, Token, TokenCache } from "edgemint";
import { cacheApiCache, durableObjectCache, kvCache, memoryCache } from "edgemint/caches";
import type { KeyValueNamespace, ObjectStorage } from "edgemint/caches";

const minter = await createMinter({ credentials: env.SERVICE_ACCOUNT_KEY });

export async function profile(): Promise<Response> {
  const { accessToken } = await minter.getToken("ada@example.com", ["gmail.readonly"]);
  return fetch("https://gmail.googleapis.com/gmail/v1/users/me/profile", {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
}

export async function everyForm(key: ServiceAccountCredentials): Promise<void> {
  const minter: Minter = await createMinter({ credentials: key, tokenUri: "http://127.0.0.1:8080/token" });
  await createMinter({ credentials: key, tokenUri: new URL("https://login.example.com/token") });
  await createMinter({ credentials: key, signer: "webcrypto" });
  const scopes = ["openid", "email"] as const;
  const token: Token = await minter.getToken("ada@example.com", scopes);
  const itself: Token<null> = await minter.getToken(null, "drive.readonly");
  // @ts-expect-error: it is nobody's
  const user: string = itself.user;
  const bearer: "Bearer" = token.tokenType;
  const millis: number = token.expiresAt.getTime();
  const assertion: string = await minter.createAssertion("ada@example.com", "openid email");
  const signer: "relaxed-simd" | "rsa-crate" | "webcrypto" | undefined = minter.signer;
  console.log(bearer, millis, assertion.length, signer, token.scopes.join(" "), token.user, user);
}

export async function everyCall(key: ServiceAccountCredentials, cache: TokenCache): Promise<void> {
  const { signal } = new AbortController();
  const minter = await createMinter({
    credentials: async () => key,
    cache,
    fetch,
    lifetime: 600,
    clock: () => Date.now(),
    onEvent: (event) => console.log(event.type === "signer_fault" ? event.recovered : event.milliseconds),
    dangerouslyAllowBrowser: true,
  });
  const { idToken, expiresAt, audience, user }: IdToken = await minter.getIdToken(null, "https://example.com/", { signal });
  const { authorization } = await minter.getRequestHeaders("ada@example.com", "openid", { signal });
  const response: Response = await minter.fetch("ada@example.com", ["openid"], new URL("https://example.com/"), { signal });
  const tokens: string[] = [
    await minter.createSelfSignedToken({ audience: "https://pubsub.googleapis.com/" }),
    await minter.createSelfSignedToken({ scopes: ["cloud-platform"] }, { signal }),
  ];
  await minter.invalidate("ada@example.com", "openid");
  console.log(idToken.length, expiresAt.getTime(), audience, user, authorization.length, response.status, tokens.length);
  minter.dispose();
  minter[Symbol.dispose]();
}

export const caches = (kv: KeyValueNamespace, storage: ObjectStorage): TokenCache[] => [
  kvCache(kv),
  durableObjectCache(storage),
  cacheApiCache(),
  memoryCache({ max: 10 }),
];

export function explain(error: unknown): string {
  if (!(error instanceof EdgemintError)) throw error;
  const wait: number | undefined = error.retryAfter;
  const status: number | undefined = error.status;
  const diagnosis: string | undefined = error.cause && "diagnosis" in error.cause ? error.cause.diagnosis : undefined;
  if (error.code === "rate_limited") return `wait ${wait} s`;
  return [error.name, status, error.message, error.remedy, diagnosis, error.retryable].join(" ");
}

/** A program may rely on the list being complete: a code that is added has to be handled here. */
export function isGoogles(code: EdgemintErrorCode): boolean {
  switch (code) {
    case "access_denied":
    case "admin_policy_enforced":
    case "deleted_client":
    case "disabled_client":
    case "invalid_client":
    case "invalid_grant":
    case "invalid_request":
    case "org_internal":
    case "token_refused":
    case "unauthorized_client":
      return true;
    case "disposed":
    case "entropy_unavailable":
    case "insecure_url":
    case "internal":
    case "invalid_audience":
    case "invalid_key":
    case "invalid_lifetime":
    case "invalid_option":
    case "invalid_scope":
    case "invalid_token_uri":
    case "invalid_user":
    case "malformed_token_response":
    case "no_access_token":
    case "rate_limited":
    case "signer_fault":
    case "signer_unsupported":
    case "token_endpoint_failed":
    case "token_endpoint_unreachable":
      return false;
    default:
      return code satisfies never;
  }
}

export const fake = new EdgemintError("Too many.", { code: "rate_limited", remedy: "Wait.", retryable: true });

export async function refused(minter: Minter, token: Token): Promise<void> {
  // @ts-expect-error a key is needed
  await createMinter({});
  // @ts-expect-error not a signer
  await createMinter({ credentials: "", signer: "rsa-crate" });
  // @ts-expect-error a key file without its address
  await createMinter({ credentials: { private_key: "" } });
  // @ts-expect-error an audience or scopes, not both
  await minter.createSelfSignedToken({ audience: "https://example.com/", scopes: "openid" });
  // @ts-expect-error two of the three methods
  await createMinter({ credentials: "", cache: { get: async () => null, put: async () => {} } });
  // @ts-expect-error no user
  await minter.getToken(["openid"]);
  // @ts-expect-error scopes are texts
  await minter.getToken("ada@example.com", [7]);
  // @ts-expect-error not a code of the library's
  fake.code === "not_configured";
  // @ts-expect-error an error without its facts
  new EdgemintError("Too many.");
  // @ts-expect-error the names are JavaScript's
  token.access_token;
}
