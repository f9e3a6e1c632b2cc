/** Google's JWT and edgemint's, side by side against one stand-in, so that a row of a table is run on each. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { JWT } from "edgemint/google";
import { Gaxios } from "gaxios";
import { JWT as GooglesJWT } from "google-auth-library";

import { startGoogle } from "../../standin/index.js";
import { startEcho } from "./echo.js";
import { GOOGLES_TOKEN_URI, leadTo } from "./lead-to.js";

export const READ = "https://www.googleapis.com/auth/gmail.readonly";
export const SEND = "https://www.googleapis.com/auth/gmail.send";
export const ADA = "ada@example.com";

/** Theirs has the token endpoint's address built in: requests are led to the stand-in by `globalThis.fetch`. */
export async function startBoth() {
  const google = await startGoogle({ audience: GOOGLES_TOKEN_URI });
  const echo = await startEcho();
  const { fetch } = globalThis;
  globalThis.fetch = leadTo(google, fetch);
  const folder = mkdtempSync(join(tmpdir(), "edgemint-google-"));
  const file = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const shared = { google, echo, jsonFile: file("key.json", JSON.stringify(google.key)), file };
  shared.pemFile = file("key.pem", google.key.private_key);
  return {
    ...shared,
    /** What a row works with. Each has a key ID of its own, so that no row finds another's token. */
    side(name) {
      google.reset();
      echo.requests.length = 0;
      echo.answers.length = 0;
      return sideOf(name === "theirs" ? GooglesJWT : JWT, name, shared);
    },
    async close() {
      globalThis.fetch = fetch;
      rmSync(folder, { recursive: true });
      await Promise.all([google.close(), echo.close()]);
    },
  };
}

function sideOf(Class, name, shared) {
  const { google, echo } = shared;
  const keyId = randomBytes(20).toString("hex");
  google.directory.register({ ...google.key, private_key_id: keyId });
  const { client_email: email, private_key: key } = google.key;
  const own = () =>
    name === "theirs" ? { transporter: new Gaxios({ fetchImplementation: (...all) => globalThis.fetch(...all) }) } : {};
  return {
    ...shared,
    keyId,
    key,
    email,
    bare: (options) => new Class({ ...own(), ...options }),
    /** For ada, by the key itself. */
    jwt: (options) => new Class({ email, key, keyId, scopes: [READ], subject: ADA, ...own(), ...options }),
    /** The same by a file of the key alone. */
    byFile: (options) => new Class({ email, keyFile: shared.pemFile, keyId, scopes: [READ], subject: ADA, ...own(), ...options }),
    exchanges: () => google.exchanges.length,
    asserted: () => google.exchanges.at(-1)?.claims,
    /** Who a token speaks for. */
    userOf: (token) => google.tokenInfo(token)?.user,
    /** The token that a request brought. */
    brought: () => echo.requests.at(-1).headers.authorization?.replace("Bearer ", ""),
  };
}

/** What `work` does while the token endpoint's answer is this one. */
export async function answeredBy(answer, work) {
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) => (String(url) === GOOGLES_TOKEN_URI ? Response.json(answer) : fetch(url, init));
  try {
    return await work();
  } finally {
    globalThis.fetch = fetch;
  }
}

/** Header and claims of what is in an Authorization header. */
export function decoded(headers) {
  const [header, claims] = headers.get("authorization").replace("Bearer ", "").split(".");
  return [header, claims].map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
}
