/** A token endpoint that fails: the Worker recovers or says why, and needs no restart afterwards. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { PATIENCE_MS, until } from "../support/patience.js";
import { assertRefused, startDeployment } from "./deployment.js";
import { lead } from "./isolates.js";

const ADA = "ada@example.com";

let deployment;
let google;
let serial = 0;
before(async () => {
  deployment = await startDeployment();
  google = deployment.google;
});
after(() => deployment.close());
beforeEach(() => google.reset());

/** Somebody for whom no token is in the cache, and no refusal is remembered. */
function stranger() {
  serial += 1;
  const user = `stranger-${serial}@example.com`;
  google.directory.addUser(user);
  return user;
}

describe("passes unnoticed:", () => {
  const faults = {
    "a 500": { kind: "server-error" },
    "three 500s": { kind: "server-error", times: 3 },
    "a 503 in HTML": { kind: "unavailable" },
    "a 429 that asks for a second": { kind: "rate-limit", retryAfter: 1 },
    "a connection cut before the headers": { kind: "cut-before-headers" },
    "a connection cut within the body": { kind: "cut-mid-body" },
    "JSON that breaks off": { kind: "bad-json" },
    "a body without end": { kind: "huge-body" },
    "an answer slower than the Worker waits": { kind: "slow", delayMs: 8_000 },
  };
  for (const [what, fault] of Object.entries(faults)) {
    test(what, async () => {
      const user = stranger();
      google.faults.next(fault);
      await deployment.assertMints(user);
      assert.equal(google.exchanges.length, (fault.times ?? 1) + 1);
    });
  }

  test("a clock that differs from Google's by a quarter of an hour", async () => {
    google.clock.offsetSeconds = -900;
    await deployment.assertMints(stranger());
    await deployment.assertMints(stranger());
    const statuses = google.exchanges.map(({ status }) => status);
    assert.deepEqual(statuses, [400, 200, 200], "corrected once for all");
    google.clock.offsetSeconds = 0;
    await deployment.assertMints(stranger());
  });
});

describe("is reported:", () => {
  const lasting = {
    "500 after 500": [{ kind: "server-error" }, 502, "token_endpoint_failed"],
    "cut after cut": [{ kind: "cut-before-headers" }, 504, "token_endpoint_unreachable"],
    "broken JSON after broken JSON": [{ kind: "bad-json" }, 502, "malformed_token_response"],
  };
  for (const [what, [fault, status, code]] of Object.entries(lasting)) {
    test(what, async () => {
      const user = stranger();
      google.faults.next({ ...fault, times: 4 });
      const answer = await deployment.ask(user);
      assertRefused(answer, status, code);
      assert.equal(answer.body.error.retryable, true);
      await deployment.assertMints(user);
    });
  }

  test("a 429 that asks for two minutes, at once and with the time to wait", async () => {
    const user = stranger();
    google.faults.next({ kind: "rate-limit", retryAfter: 120 });
    const answer = await deployment.ask(user);
    assertRefused(answer, 503, "rate_limited");
    assert.equal(answer.headers.get("retry-after"), "120");
    assertRefused(await deployment.ask(user), 503, "rate_limited");
    assert.equal(google.exchanges.length, 1, "who asks again is not passed on to Google");
    await deployment.assertMints(stranger());
  });

  test("a scope that is not granted, with the client ID to grant it to", async () => {
    const answer = await deployment.ask(ADA, ["drive", "openid"]);
    assertRefused(answer, 502, "unauthorized_client");
    const { remedy, upstream } = answer.body.error;
    assert.ok(remedy.includes(google.key.client_id), remedy);
    assert.ok(remedy.includes("https://www.googleapis.com/auth/drive,openid"), remedy);
    const { status, error, diagnosis } = upstream;
    assert.deepEqual([status, error, diagnosis], [401, "unauthorized_client", "dwd_client_id"]);
  });

  test("no reason that is known, with what the doctor says of it", async () => {
    const user = stranger();
    google.faults.next({ kind: "refusal", id: "grant_without_a_reason" });
    const answer = await deployment.ask(user);
    assertRefused(answer, 502, "invalid_grant");
    const { remedy, upstream } = answer.body.error;
    assert.ok(remedy.includes("(documented)") && remedy.includes(user) && remedy.includes("private_key_id"), remedy);
    assert.equal(upstream.diagnosis, null);
  });

  test("a user who is suspended", async () => {
    const answer = await deployment.ask("suspended@example.com");
    assertRefused(answer, 502, "invalid_grant");
    assert.equal(answer.body.error.upstream.diagnosis, "user_not_found");
  });

  test("a scope that Google does not know", async () => {
    assertRefused(await deployment.ask(ADA, "gmail.readnoly"), 502, "no_access_token");
  });
});

test("a caller who leaves in the middle of a mint holds nobody up", async () => {
  const user = stranger();
  google.faults.next({ kind: "slow", delayMs: 4_000, user });
  const leaving = lead(deployment.url, user, "gmail.readonly");
  await until(() => google.exchanges.length > 0);
  assert.ok(await leaving.cutOff());
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answers = await Promise.all([1, 2, 3].map(() => deployment.ask(user, "gmail.readonly", { signal })));
  assert.deepEqual(answers.map(({ status, body }) => [status, body.user]), Array(3).fill([200, user]));
});

test("after all of it the Worker mints, and no log line or error body showed a secret", async () => {
  await deployment.assertMints();
  await deployment.assertKeptSecrets();
});
