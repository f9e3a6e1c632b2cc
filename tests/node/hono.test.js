/** The middleware for Hono in Node. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { EdgemintError } from "edgemint";
import { edgemint, onError } from "edgemint/hono";
import { Hono } from "hono";

import { createDemoKey, startGoogle } from "../../standin/index.js";
import { makeApp } from "../google/hono-app.js";
import { testHono } from "../google/hono-suite.js";

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

test("a cache may come with the context, as bindings do", async () => {
  const kept = new Map();
  const cache = { get: async (key) => kept.get(key), put: async (key, value) => void kept.set(key, value) };
  const TOKENS = { ...cache, delete: async (key) => void kept.delete(key) };
  const app = new Hono();
  app.use(edgemint({ credentials: (c) => c.env.KEY, cache: (c) => c.env.TOKENS, tokenUri: google.tokenUri }));
  app.get("/", async (c) => c.json(await c.get("edgemint").getToken("ada@example.com", "gmail.readonly")));
  const response = await app.request("/", {}, { KEY: google.key, TOKENS });
  const { accessToken } = await response.json();
  assert.equal(kept.size, 1);
  assert.doesNotMatch(JSON.stringify([...kept]), new RegExp(accessToken));
});

test("each code has its status, and what is not known Google's", async () => {
  const statusOf = async (code) => {
    const app = new Hono().onError(onError).get("/", () => {
      throw new EdgemintError("No.", { code, remedy: "Wait.", retryable: false });
    });
    return (await app.request("/")).status;
  };
  // The Worker's come from the same rows (tests/catalogue.rs).
  const some = { invalid_user: 400, disposed: 500, invalid_key: 503, unauthorized_client: 502, new_one: 502, constructor: 502 };
  for (const [code, status] of Object.entries(some)) assert.equal(await statusOf(code), status, code);
});
