/** Every request that is not a good one is refused by name, and the Worker goes on. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { assertRefused, SECRET, startDeployment } from "./deployment.js";

let deployment;
before(async () => {
  deployment = await startDeployment();
});
after(() => deployment.close());

const GOOD = '{"user": "ada@example.com", "scopes": ["openid"]}';
const megabyte = "a".repeat(1024 * 1024);

const headers = [
  ["no credential", { Authorization: "" }, 401, "unauthenticated"],
  ["a wrong secret", { Authorization: "Bearer wrong" }, 401, "unauthenticated"],
  ["an empty secret", { Authorization: "Bearer " }, 401, "unauthenticated"],
  ["a secret without its scheme", { Authorization: SECRET }, 401, "unauthenticated"],
  ["a secret cut by one letter", { Authorization: `Bearer ${SECRET.slice(0, -1)}` }, 401, "unauthenticated"],
  ["a secret in capitals", { Authorization: `Bearer ${SECRET.toUpperCase()}` }, 401, "unauthenticated"],
  ["another scheme", { Authorization: `Basic ${btoa(`digest:${SECRET}`)}` }, 401, "unauthenticated"],
  ["the secret's hash", { Authorization: `Bearer ${"0".repeat(64)}` }, 401, "unauthenticated"],
  ["no content type", { "Content-Type": "" }, 415, "unsupported_media_type"],
  ["text", { "Content-Type": "text/plain" }, 415, "unsupported_media_type"],
  ["a form", { "Content-Type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
  ["JSON of another kind", { "Content-Type": "application/jsonp" }, 415, "unsupported_media_type"],
];

const bodies = [
  ["nothing", "", 400, "bad_request"],
  ["a brace", "{", 400, "bad_request"],
  ["a list", "[]", 400, "bad_request"],
  ["null", "null", 400, "bad_request"],
  ["a text", '"ada@example.com"', 400, "bad_request"],
  ["brackets without end", "[".repeat(9_000), 400, "bad_request"],
  ["objects without end", '{"user":'.repeat(2_000), 400, "bad_request"],
  ["a byte order mark", `\ufeff${GOOD}`, 400, "bad_request"],
  ["two values", GOOD + GOOD, 400, "bad_request"],
  ["bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, "bad_request"],
  ["a NUL", "\0", 400, "bad_request"],
  ["JavaScript in place of JSON", "{user: 'ada@example.com', scopes: []}", 400, "bad_request"],
  ["no scopes", '{"user": "ada@example.com"}', 400, "bad_request"],
  ["no user", '{"scopes": "openid"}', 400, "bad_request"],
  ["a user that is a number", '{"user": 7, "scopes": "openid"}', 400, "bad_request"],
  ["a user that is null, which this caller may not ask for", '{"user": null, "scopes": "openid"}', 403, "policy_denied"],
  ["a list of users", '{"user": ["ada@example.com"], "scopes": "openid"}', 400, "bad_request"],
  ["scopes that are an object", '{"user": "ada@example.com", "scopes": {"a": 1}}', 400, "bad_request"],
  ["a scope that is a number", '{"user": "ada@example.com", "scopes": ["openid", 7]}', 400, "bad_request"],
  ["an unknown field", '{"user": "ada@example.com", "scopes": "openid", "x": 1}', 400, "bad_request"],
  ["__proto__", '{"user": "ada@example.com", "scopes": "openid", "__proto__": {}}', 400, "bad_request"],
  ["a user twice", '{"user": "a@example.com", "user": "b@example.com", "scopes": "openid"}', 400, "bad_request"],
  ["scopes twice", '{"user": "a@example.com", "scopes": "openid", "scopes": "email"}', 400, "bad_request"],
  ["the user me", '{"user": "me", "scopes": "openid"}', 400, "invalid_user"],
  ["a blank user", '{"user": " ", "scopes": "openid"}', 400, "invalid_user"],
  ["a user with a line break", '{"user": "a\\r\\nX: 1@example.com", "scopes": "openid"}', 400, "invalid_user"],
  ["a user with a lone surrogate", '{"user": "\\ud800@example.com", "scopes": "openid"}', 400, "bad_request"],
  ["a pattern for a user", '{"user": "*@example.com", "scopes": "openid"}', 400, "invalid_user"],
  ["an empty list of scopes", '{"user": "ada@example.com", "scopes": []}', 400, "invalid_scope"],
  ["a malformed scope", '{"user": "ada@example.com", "scopes": "Gmail!"}', 400, "invalid_scope"],
  ["a user of another domain", '{"user": "ada@example.org", "scopes": "openid"}', 403, "policy_denied"],
  ["a scope that is not allowed", '{"user": "ada@example.com", "scopes": "gmail.send"}', 403, "policy_denied"],
  ["a megabyte", megabyte, 413, "payload_too_large"],
  ["a request of a megabyte", GOOD.replace("ada", megabyte), 413, "payload_too_large"],
];

describe("a token request is refused that has", () => {
  for (const [what, changed, status, code] of headers) {
    test(what, async () => {
      assertRefused(await deployment.post(GOOD, { headers: changed }), status, code);
    });
  }

  for (const [what, body, status, code] of bodies) {
    test(what, async () => {
      assertRefused(await deployment.post(body), status, code);
    });
  }

  test("a compressed body", async () => {
    const answer = await deployment.post(gzipSync(GOOD), { headers: { "Content-Encoding": "gzip" } });
    assertRefused(answer, 400, "bad_request");
  });
});

describe("routes", () => {
  const methods = ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];
  for (const method of methods) {
    test(`${method} /v1/token names the method it takes`, async () => {
      const answer = await deployment.post(undefined, { method });
      assertRefused(answer, 405, "method_not_allowed");
      assert.equal(answer.headers.get("allow"), "POST");
    });
  }

  test("POST /healthz names the methods it takes", async () => {
    const answer = await deployment.read(await fetch(`${deployment.url}/healthz`, { method: "POST", body: "{}" }));
    assertRefused(answer, 405, "method_not_allowed");
    assert.equal(answer.headers.get("allow"), "GET, HEAD");
  });

  test("a 401 names the scheme", async () => {
    const { headers } = await deployment.post(GOOD, { secret: "wrong" });
    assert.equal(headers.get("www-authenticate"), "Bearer");
  });

  test("an unauthenticated caller learns nothing of the body", async () => {
    for (const body of ["{", megabyte, GOOD]) {
      assertRefused(await deployment.post(body, { secret: "wrong" }), 401, "unauthenticated");
    }
  });
});

test("after all of it the Worker has asked Google for nothing, and mints", async () => {
  assert.deepEqual(deployment.google.exchanges, []);
  await deployment.assertMints();
});

test("no log line and no error body showed a secret", () => deployment.assertKeptSecrets());
