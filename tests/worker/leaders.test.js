/** Requests that lead a mint and come to nothing: those who follow are answered, with their own user's token. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { PATIENCE_MS, until } from "../support/patience.js";
import { DURABLE_IN_MEMORY } from "../support/worker.js";
import { startDeployment } from "./deployment.js";
import { askAt, lead, THREE_ISOLATES } from "./isolates.js";

/** Each user is led for once with each of these: the same Durable Object, another token. */
const SCOPES = ["gmail.readonly", "calendar.readonly", "openid", ["openid", "calendar.readonly"]];
const USERS = Array.from({ length: 250 }, (_, i) => `follower-${i}@example.com`);
/** How many leaders are at work at a time. */
const LANES = 25;
/** How long the stand-in holds back what a leader waits for. */
const SLOW_MS = 300;
/** What docs/OPERATIONS.md says of a token endpoint that fails. */
const DOCUMENTED = ["token_endpoint_failed", "token_endpoint_unreachable", "malformed_token_response", "rate_limited"];

let deployment;
let google;
let isolates;
before(async () => {
  deployment = await startDeployment({ ...THREE_ISOLATES, more: DURABLE_IN_MEMORY });
  google = deployment.google;
  isolates = deployment.worker.urls.slice(0, 3);
  for (const user of USERS) google.directory.addUser(user);
});
after(() => deployment.close());
afterEach(async () => {
  await deployment.assertKeptSecrets();
  google.reset();
});

/** One who asks for the token that another leads for: it is answered, and only ever with its own user's token. */
async function follow(isolate, user, scopes) {
  const start = performance.now();
  const answer = await askAt(isolate, user, scopes, AbortSignal.timeout(PATIENCE_MS));
  return { ...answer, user, ms: performance.now() - start };
}

/** The users and scopes of all tokens are those that were asked for; what else came is documented. */
function assertOwn(followers) {
  for (const { user, status, body } of followers) {
    if (status !== 200) {
      assert.ok(DOCUMENTED.includes(body.error.code), JSON.stringify(body));
      continue;
    }
    const info = google.tokenInfo(body.access_token);
    assert.deepEqual([info.user, info.scope, body.user], [user, body.scope, user]);
  }
}

const slowest = (followers) => Math.round(Math.max(...followers.map(({ ms }) => ms)));

test("1,000 leaders cut off by their clients: every follower gets its own user's token", async (t) => {
  const pairs = SCOPES.flatMap((scopes, s) => USERS.map((user, u) => ({ user, scopes, home: (s + u) % 3 })));
  const entries = pairs.values();
  const followers = [];
  let cut = 0;

  /** The follower comes while the leader is at work, or after it was cut off. */
  const joined = async (isolate, user, scopes) => {
    await sleep(10 + Math.random() * SLOW_MS);
    return follow(isolate, user, scopes);
  };

  const lane = async () => {
    for (const { user, scopes, home } of entries) {
      google.faults.next({ kind: "slow", delayMs: SLOW_MS, user });
      const leader = lead(isolates[home], user, scopes);
      const following = [0, 0, 1, 2].map((next) => joined(isolates[(home + next) % 3], user, scopes));
      await sleep(5 + Math.random() * (SLOW_MS - 50));
      if (await leader.cutOff()) cut += 1;
      followers.push(...(await Promise.all(following)));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));

  // Of the others the answer was quicker than this busy machine.
  assert.ok(cut >= 800, `${cut}`);
  assert.equal(followers.length, 4_000);
  assertOwn(followers);
  assert.deepEqual(followers.filter(({ status }) => status !== 200), []);
  // A mint goes on without the client that led it, or there would be 2,000; on a busy machine some followers lose patience.
  assert.ok(google.exchanges.length <= 1_500, `${google.exchanges.length} exchanges`);
  t.diagnostic(`slowest follower: ${slowest(followers)} ms; exchanges: ${google.exchanges.length} for 1,000 tokens`);
});

test("leaders whose mints fail: documented codes, and recovery without a restart", async (t) => {
  const faults = [
    { kind: "server-error", times: 4 },
    { kind: "cut-before-headers", times: 4 },
    { kind: "cut-mid-body", times: 4 },
    { kind: "bad-json", times: 4 },
    // Longer than the deadline: it is no use to wait for it.
    { kind: "rate-limit", retryAfter: 11 },
  ];
  const users = Array.from({ length: 50 }, (_, i) => `unlucky-${i}@example.com`);
  for (const [i, user] of users.entries()) {
    google.directory.addUser(user);
    google.faults.next({ ...faults[i % faults.length], user });
  }
  const isolateOf = (i) => isolates[i % 3];
  const followers = await Promise.all(
    users.flatMap((user, i) => [0, 0, 0, 1, 1, 2].map((next) => follow(isolateOf(i + next), user))),
  );
  assertOwn(followers);
  const failed = followers.filter(({ status }) => status !== 200);
  assert.ok(failed.length >= users.length, "each user's leader fails, at least");

  const recovered = await Promise.all(users.map((user, i) => untilMinted(isolateOf(i), user)));
  assertOwn(recovered);
  const codes = Object.groupBy(failed, ({ body }) => body.error.code);
  const counts = Object.entries(codes).map(([code, { length }]) => `${code} ${length}`);
  t.diagnostic(`slowest follower: ${slowest(followers)} ms; failed: ${counts.join(", ")}`);
});

/** Asks as a client does that is told to come again. */
async function untilMinted(isolate, user) {
  return until(async () => {
    const answer = await follow(isolate, user);
    if (answer.status === 200) return answer;
    assert.equal(answer.body.error.retryable, true);
    return sleep(500);
  });
}
