/** The middleware for Hono in Node. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { makeApp } from "../google/hono-app.js";
import { testHono } from "../google/hono-suite.js";
import { createDemoKey } from "../support/demo-key.js";
import { startGoogle } from "../support/google.js";

let google;
let get;

before(async () => {
  google = await startGoogle();
  const app = makeApp(google.tokenUri);
  get = (path, env) => app.request(path, {}, { KEY: google.key, API_URL: google.apiUrl, ...env });
});
after(() => google.close());

// Hono logs what it does not know.
test.beforeEach((t) => t.mock.method(console, "error", () => {}));

testHono(() => ({ google, get }));

test("a key that changes makes another minter, and a missing one is said to be", async () => {
  const other = await createDemoKey({ tokenUri: google.tokenUri, name: "other" });
  google.directory.register(other);
  google.directory.grant(other.client_id, ["https://www.googleapis.com/auth/gmail.readonly"]);
  assert.equal((await get("/as/ada@example.com/token", { KEY: JSON.stringify(other) })).status, 200);
  assert.equal(google.exchanges.at(-1).claims.iss, other.client_email);
  const missing = await get("/as/ada@example.com/token", { KEY: undefined });
  assert.equal(missing.status, 503);
  assert.equal((await missing.json()).error.code, "invalid_key");
});
