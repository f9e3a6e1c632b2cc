/** What an operator sees: a line for each request, counters over all isolates, and a limit for each caller. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { until } from "../support/patience.js";
import { CALLER, SECRET, sha256, startDeployment } from "./deployment.js";

const OPERATOR = "let-me-see-the-numbers";
const operators = [{ name: "ops", secret_sha256: [sha256(OPERATOR)] }];
const counters = (scriptName) => ({ COUNTERS: { className: "Counters", scriptName, useSQLite: true } });

let deployment;
before(async () => {
  deployment = await startDeployment({
    policy: { callers: [CALLER], operators },
    more: { durableObjects: counters(), ratelimits: { RATE_LIMITER: { namespace_id: "1", simple: { limit: 40, period: 60 } } } },
    others: (bindings) => [{ name: "second", bindings, durableObjects: counters("edgemint") }],
  });
});
after(() => deployment.close());

const metrics = async (secret = OPERATOR) =>
  fetch(`${deployment.url}/metrics`, { headers: { Authorization: `Bearer ${secret}` } });

test("each request is one line, named as its answer is", async () => {
  const { headers } = await deployment.ask("ada@example.com");
  const denied = await deployment.ask("ada@example.org");
  const lines = (await deployment.worker.logs()).filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const line = lines.find(({ id }) => id === headers.get("x-request-id"));
  assert.deepEqual(
    { ...line, ms: undefined, scopes: undefined },
    {
      event: "request",
      id: headers.get("x-request-id"),
      route: "token",
      status: 200,
      outcome: "ok",
      caller: "digest",
      user: "ada@example.com",
      cache: "none",
      ms: undefined,
      scopes: undefined,
    },
  );
  assert.match(headers.get("server-timing"), /^total;dur=\d+$/);
  const denial = lines.find(({ id }) => id === denied.headers.get("x-request-id"));
  assert.deepEqual([denial.outcome, denial.missing], ["policy_denied", "user"]);
  await deployment.assertKeptSecrets();
});

test("counters of all isolates are summed up, for an operator alone", async () => {
  await deployment.ask("ada@example.com");
  const elsewhere = await fetch(`${deployment.worker.urls[1]}/healthz`);
  assert.equal(elsewhere.status, 200);
  await sleep(1_100);
  await fetch(`${deployment.worker.urls[1]}/healthz`);
  await deployment.ask("ada@example.com");

  // Counts are sent behind the answers that they are of.
  await until(async () => {
    const response = await metrics();
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const counted = [/\{route="token",outcome="ok",cache="memory"\} \d+$/m, /\{route="healthz",outcome="ok",cache="none"\} 2$/m];
    return counted.every((line) => line.test(text));
  });
  for (const secret of [SECRET, "wrong", ""]) assert.equal((await metrics(secret)).status, 401);
});

test("a caller over its limit is told to wait", async () => {
  const crowd = () => Promise.all(Array.from({ length: 60 }, () => deployment.ask("ada@example.com")));
  // The first may fall into two minutes, of which each has a limit of its own.
  const refused = [...(await crowd()), ...(await crowd())].filter(({ status }) => status === 429);
  assert.ok(refused.length > 0);
  assert.deepEqual([refused[0].body.error.code, refused[0].body.error.retryable], ["too_many_requests", true]);
});
