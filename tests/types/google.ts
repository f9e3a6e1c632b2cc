// How the clients for googleapis are used, and what their types have to refuse. Compiled, never run.
import { gmail } from "@googleapis/gmail";
import type { EdgemintErrorCode, Minter } from "edgemint";
import { googleAuth, GoogleApiError, JWT } from "edgemint/google";
import type { GoogleAuthClient } from "edgemint/google";

export async function ofMinter(minter: Minter): Promise<(string | null | undefined)[]> {
  const auth: GoogleAuthClient = googleAuth(minter, "ada@example.com", ["gmail.readonly"], { quotaProjectId: "p" });
  auth.on("tokens", ({ access_token, expiry_date }) => console.log(access_token?.length, expiry_date));
  const { data } = await gmail({ version: "v1", auth }).users.labels.list({ userId: "me" });
  const { token } = await auth.getAccessToken();
  const text: string = token;
  return [text, ...(data.labels ?? []).map(({ name }) => name)];
}

export async function asInGooglesSamples(key: { client_email: string; private_key: string }): Promise<number> {
  const { client_email: email, private_key } = key;
  const auth = new JWT({ email, key: private_key, scopes: ["openid"], subject: "ada@example.com" });
  auth.authorize((error, credentials) => console.log(error?.message, credentials?.expiry_date));
  const other: JWT = auth.createScoped("email");
  const { data, status } = await other.request<{ total: number }>({ url: "https://example.com", params: { a: 1 } });
  const calls = gmail("v1");
  await calls.users.getProfile({ userId: "me", auth });
  return data.total + status;
}

export function whatWentWrong(error: unknown): string {
  if (!(error instanceof GoogleApiError)) throw error;
  const code: EdgemintErrorCode | undefined = error.edgemintCode;
  return `${code} ${error.code} ${error.status} ${error.errors?.[0]?.reason} ${error.response?.data}`;
}

export function refused(minter: Minter): void {
  // @ts-expect-error no user
  googleAuth(minter);
  // @ts-expect-error whether there is a user has to be said
  googleAuth(minter, undefined, ["openid"]);
  // @ts-expect-error a path
  new JWT({ keyFile: new URL("file:///key.json") });
  // @ts-expect-error no claims of one's own
  new JWT({ additionalClaims: { jti: "1" } });
  const auth = googleAuth(minter, "ada@example.com", ["openid"]);
  // @ts-expect-error no such field
  auth.credentials = { accessToken: "x" };
  // @ts-expect-error in milliseconds
  auth.setCredentials({ access_token: "x", expiry_date: new Date() });
  const never: never = auth.generateAuthUrl();
  console.log(never);
}

export async function asWithGoogles(stream: ReadableStream): Promise<(string | number | null | undefined)[]> {
  const { eagerRefreshThresholdMillis, forceRefreshOnFailure } = new JWT({ keyFile: "key.json" });
  const more = { eagerRefreshThresholdMillis, forceRefreshOnFailure, additionalClaims: { target_audience: "https://a" } };
  const auth = new JWT({ keyFilename: "key.json", defaultScopes: ["openid"], ...more });
  auth.credentials = { access_token: "x", expiry_date: 1, refresh_token: "jwt-placeholder" };
  auth.setCredentials(await auth.authorize());
  await auth.fromStream(stream);
  auth.fromStream(stream, (error) => console.log(error?.message));
  auth.useJWTAccessWithScope = true;
  return [auth.gtoken.googleTokenOptions.iss, auth.gtoken.expiresAt, auth.keyFile];
}
