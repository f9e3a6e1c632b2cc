/** Faults on demand, the journal, and the same over HTTP. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { decodeJwt } from "jose";

import { createTokenClient, startGoogle } from "../../standin/index.js";
import { scopeUrl } from "../../standin/scopes.js";
import { assertRefused } from "../support/assert-refused.js";

let google;
let client;

before(async () => {
  google = await startGoogle();
  client = createTokenClient(google);
});
after(() => google.close());
beforeEach(() => google.reset());

describe("faults", () => {
  const spoiled = {
    "server-error": async (response) => {
      assert.equal(response.status, 500);
      assert.deepEqual(await response.json(), { error: "internal_failure", error_description: "Backend Error" });
    },
    unavailable: async (response) => {
      assert.equal(response.status, 503);
      assert.match(response.headers.get("content-type"), /^text\/html/);
    },
    "rate-limit": async (response) => {
      assert.equal(response.status, 429);
      assert.equal(response.headers.get("retry-after"), "1");
    },
    "bad-json": async (response) => {
      assert.equal(response.status, 200);
      await assert.rejects(response.json(), SyntaxError);
    },
    "no-access-token": async (response) => assert.ok(!("access_token" in (await response.json()))),
    "empty-access-token": async (response) => assert.equal((await response.json()).access_token, ""),
    "huge-body": async (response) => assert.ok((await response.text()).length > 16 * 1024 * 1024),
    changed: async (response) => assert.ok((await response.json()).access_token.startsWith("ya29.")),
    "cut-mid-body": async (response) => {
      assert.equal(response.status, 200);
      await assert.rejects(response.text(), TypeError);
    },
  };
  for (const [kind, check] of Object.entries(spoiled)) {
    test(`${kind} spoils one answer and no more`, async () => {
      google.faults.next({ kind });
      await check(await client.attempt());
      assert.equal((await client.attempt()).status, 200);
      assert.deepEqual(google.exchanges.map(({ fault }) => fault), [kind, null]);
    });
  }

  test("cut-before-headers leaves the client without an answer", async () => {
    google.faults.next({ kind: "cut-before-headers" });
    await assert.rejects(client.attempt(), TypeError);
    assert.equal(google.exchanges[0].status, null);
    assert.equal((await client.attempt()).status, 200);
  });

  test("rate-limit can name a date", async () => {
    google.faults.next({ kind: "rate-limit", retryAfter: 120, format: "date" });
    const { headers } = await client.attempt();
    assert.match(headers.get("retry-after"), / GMT$/);
    assert.ok(Date.parse(headers.get("retry-after")) > Date.parse(headers.get("date")));
  });

  test("slow answers late but rightly, and lets an impatient client go", async () => {
    google.faults.next({ kind: "slow", delayMs: 20 });
    assert.equal((await client.attempt()).status, 200);
    google.faults.next({ kind: "slow", delayMs: 600_000 });
    const assertion = await client.sign();
    const impatient = client.exchange(assertion, { signal: AbortSignal.timeout(50) });
    await assert.rejects(impatient, { name: "TimeoutError" });
  });

  test("refusal gives any of Google's refusals once", async () => {
    google.faults.next({ kind: "refusal", id: "no_verifier" });
    await assertRefused(await client.attempt(), "no_verifier");
    assert.equal((await client.attempt()).status, 200);
  });

  test("a fault waits for its user, and lasts as often as told", async () => {
    google.faults.next({ kind: "server-error", user: "grace@example.com", times: 2 });
    const statuses = [];
    for (const sub of ["ada@example.com", "grace@example.com", "Grace@example.com", "grace@example.com"]) {
      statuses.push((await client.attempt({ claims: { sub } })).status);
    }
    assert.deepEqual(statuses, [200, 500, 500, 200]);
  });

  test("a wrong clock refuses the window and shows in the Date header until it is set right", async () => {
    const honest = await client.sign();
    google.clock.offsetSeconds = -900;
    const response = await client.exchange(honest);
    await assertRefused(response, "time_window");
    const serverTime = Date.parse(response.headers.get("date")) / 1000;
    assert.ok(serverTime < decodeJwt(honest).iat, "the server believes it is earlier than the assertion");
    google.reset();
    assert.equal((await client.exchange(honest)).status, 200);
  });

  test("an unknown fault is refused with the names of the known", () => {
    assert.throws(() => google.faults.next({ kind: "typo" }), /no fault is called typo; there are: server-error, /);
  });
});

describe("the journal and the controls over HTTP", () => {
  const control = (method, path, body) =>
    fetch(`${google.url}/_standin/${path}`, { method, body: body && JSON.stringify(body) });

  test("show what was asserted, but no signature", async () => {
    const assertion = await client.sign();
    await client.exchange(assertion);
    await client.exchange("rubbish");
    const text = await (await control("GET", "exchanges")).text();
    const [good, bad] = JSON.parse(text);
    assert.deepEqual([good.count, good.status, good.error, good.subject], [1, 200, null, "ada@example.com"]);
    assert.equal(good.header.kid, google.key.private_key_id);
    assert.equal(good.claims.scope, scopeUrl("gmail.readonly"));
    const { count, error, errorDescription, claims } = bad;
    assert.deepEqual([count, error, errorDescription, claims], [2, "invalid_request", "Bad Request", null]);
    assert.ok(!text.includes(assertion.split(".")[2]));
    await control("DELETE", "exchanges");
    assert.equal(google.exchanges.length, 0);
  });

  test("queue and clear faults", async () => {
    await control("POST", "faults", { kind: "unavailable", times: 3 });
    assert.equal((await (await control("GET", "faults")).json())[0].times, 3);
    const { status } = await fetch(google.tokenUri, { method: "POST" });
    assert.equal(status, 503);
    await control("DELETE", "faults");
    assert.equal((await client.attempt()).status, 200);
    const refused = await control("POST", "faults", { kind: "typo" });
    assert.equal(refused.status, 400);
    assert.match((await refused.json()).error, /no fault is called typo/);
  });

  test("set the clock", async () => {
    await control("PUT", "clock", { offsetSeconds: 7200 });
    assert.equal(google.clock.offsetSeconds, 7200);
    assert.equal((await control("PUT", "clock", { offsetSeconds: "soon" })).status, 400);
    await control("DELETE", "clock");
    assert.equal(google.clock.offsetSeconds, 0);
  });
});
