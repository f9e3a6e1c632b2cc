/** What the application answers, wherever it runs. */
import assert from "node:assert/strict";
import { test } from "node:test";

/** @param {() => { google: object, get: (path: string) => Promise<Response> }} context once it is there */
export function testHono(context) {
  test("each user gets a token and an answer of their own, from one minter", async () => {
    const { google, get } = context();
    google.reset();
    for (const user of ["ada@example.com", "grace@example.com", "ada@example.com"]) {
      const token = await get(`/as/${user}/token`);
      assert.deepEqual(await token.json(), { user, scopes: ["https://www.googleapis.com/auth/gmail.readonly"] });
      const profile = await get(`/as/${user}/profile`);
      assert.equal((await profile.json()).emailAddress, user);
    }
    assert.equal(google.exchanges.length, 2);
  });

  test("a refusal is JSON with the remedy, and no secret", async () => {
    const { google, get } = context();
    google.directory.revokeGrant(google.key.client_id);
    const response = await get("/as/mail-off@example.com/token");
    google.directory.grant(google.key.client_id, ["https://www.googleapis.com/auth/gmail.readonly"]);
    assert.equal(response.status, 502);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const { error } = await response.json();
    assert.deepEqual(Object.keys(error), ["code", "message", "remedy", "retryable"]);
    assert.deepEqual([error.code, error.retryable], ["unauthorized_client", false]);
    assert.ok(error.remedy.includes(google.key.client_id));
    assert.equal((await get("/as/me/token")).status, 400);
  });

  test("how long to wait is said where Google said it", async () => {
    const { google, get } = context();
    google.faults.next({ kind: "rate-limit", retryAfter: 600, times: 9, user: "no-mailbox@example.com" });
    const response = await get("/as/no-mailbox@example.com/token");
    google.reset();
    assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "600"]);
    assert.equal((await response.json()).error.code, "rate_limited");
  });

  test("every other error is Hono's", async () => {
    const { get } = context();
    const teapot = await get("/teapot");
    assert.deepEqual([teapot.status, await teapot.text()], [418, "short and stout"]);
    const fault = await get("/fault");
    assert.deepEqual([fault.status, await fault.text()], [500, "Internal Server Error"]);
  });
}
