/** The Gmail-like API answers a token by whom it speaks for. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { createTokenClient, startGoogle } from "../../standin/index.js";
import { scopeUrl } from "../../standin/scopes.js";

let google;
let client;

before(async () => {
  google = await startGoogle();
  client = createTokenClient(google);
});
after(() => google.close());
beforeEach(() => google.reset());

describe("the Gmail-like API", () => {
  async function profile(token, userId = "me") {
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${google.apiUrl}/users/${userId}/profile`, { headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  function assertApiError({ status, body: { error } }, code, statusName, reason, message) {
    assert.deepEqual([status, error.code, error.status], [code, code, statusName]);
    assert.equal(error.errors[0].reason, reason);
    assert.match(error.message, message);
  }

  for (const userId of ["me", "ada@example.com", "ADA%40example.com"]) {
    test(`shows a delegated token the profile of ${userId}`, async () => {
      const { status, body } = await profile(await client.mint(), userId);
      assert.equal(status, 200);
      assert.equal(body.emailAddress, "ada@example.com");
      assert.deepEqual(Object.keys(body), ["emailAddress", "messagesTotal", "threadsTotal", "historyId"]);
    });
  }

  const failed = [400, "FAILED_PRECONDITION", "failedPrecondition"];
  const denied = [403, "PERMISSION_DENIED"];
  const refused = [
    ["without a subject (the seed problem)", { sub: undefined }, "me", ...failed, /^Precondition check failed\.$/],
    ["of a user without a mailbox", { sub: "no-mailbox@example.com" }, "me", ...failed, /^Precondition check failed/],
    ["of a user with Gmail off", { sub: "mail-off@example.com" }, "me", ...failed, /^Mail service not enabled$/],
    ["with too small a scope", { scope: scopeUrl("gmail.send") }, "me", ...denied, "insufficientPermissions", /scopes/],
    ["for another's mailbox", {}, "grace@example.com", ...denied, "forbidden", /^Delegation denied for ada@/],
  ];
  for (const [name, claims, userId, ...expected] of refused) {
    test(`refuses a token ${name}`, async () => {
      assertApiError(await profile(await client.mint(claims), userId), ...expected);
    });
  }

  test("tells a missing credential from an invalid one", async () => {
    const missing = await profile(null);
    assertApiError(missing, 401, "UNAUTHENTICATED", "required", /^Request is missing required authentication/);
    assert.equal(missing.body.error.details[0].reason, "CREDENTIALS_MISSING");
    const invalid = await profile("ya29.unknown");
    assertApiError(invalid, 401, "UNAUTHENTICATED", "authError", /^Request had invalid authentication/);
    assert.match(invalid.headers.get("www-authenticate"), /error="invalid_token"/);
  });

  test("refuses a token that has expired", async () => {
    const token = await client.mint();
    google.clock.offsetSeconds = 3600;
    assertApiError(await profile(token), 401, "UNAUTHENTICATED", "authError", /invalid authentication/);
  });
});
