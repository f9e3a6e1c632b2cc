/** workerd killed in the middle of a load: what was minted before is there afterwards, and hardly any is minted twice. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { GROUP_PATIENCE_MS, until } from "../support/patience.js";
import { startDeployment } from "./deployment.js";
import { askAt, THREE_ISOLATES } from "./isolates.js";

const USERS = Array.from({ length: 50 }, (_, i) => `user-${i}@example.com`);
const REQUESTS = 2_000;
const LANES = 20;
/** After how many exchanges workerd is killed, while the last of them waits for its answer. */
const KILL_AT = [15, 35];
/** How long the stand-in holds each token back, so that a kill meets mints in flight. */
const SLOW_MS = 300;

let folder;
let deployment;
let google;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgemint-"));
  deployment = await startDeployment({ ...THREE_ISOLATES, persist: folder });
  google = deployment.google;
  for (const user of USERS) google.directory.addUser(user);
});
after(async () => {
  await deployment.close();
  await rm(folder, { recursive: true });
});

test("killed twice under 2,000 requests for 50 users: tokens survive, and few mints are made again", { timeout: GROUP_PATIENCE_MS }, async (t) => {
  google.faults.next({ kind: "slow", delayMs: SLOW_MS, times: REQUESTS });
  let isolates = deployment.worker.urls.slice(0, 3);
  let answered = 0;
  let retries = 0;
  /** By user, the tokens that clients were given. */
  const given = new Map(USERS.map((user) => [user, new Set()]));

  /** As a client asks: again, where nobody answers. */
  async function ask(index, user) {
    for (;;) {
      try {
        return await askAt(isolates[index % 3], user);
      } catch {
        retries += 1;
        assert.ok(retries < 100_000, "it does not come back");
        await sleep(50);
      }
    }
  }

  const requests = Array.from({ length: REQUESTS }, (_, index) => index).values();
  const lane = async () => {
    for (const index of requests) {
      // More and more of the users, so that there are mints all the while.
      const known = Math.ceil(((index + 1) / REQUESTS) * USERS.length);
      const user = USERS[(index * 7919) % known];
      const { status, body } = await ask(index, user);
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(google.tokenInfo(body.access_token).user, user);
      given.get(user).add(body.access_token);
      answered += 1;
    }
  };

  const subjects = () => new Set(google.exchanges.map(({ subject }) => subject));
  const kills = [];
  const killer = async () => {
    for (const count of KILL_AT) {
      await until(() => google.exchanges.length >= count);
      const settled = USERS.filter((user) => given.get(user).size > 0).map((user) => [user, [...given.get(user)]]);
      const before = answered;
      isolates = (await deployment.worker.kill()).slice(0, 3);
      // Exchanged, and no client has the token: the kill may have taken it.
      const lost = [...subjects()].filter((user) => given.get(user).size === 0);
      kills.push({ settled, before, lost });
    }
  };
  await Promise.all([...Array.from({ length: LANES }, lane), killer()]);

  assert.equal(answered, REQUESTS);
  for (const { settled, before } of kills) {
    assert.ok(settled.length >= 5 && before < REQUESTS, "in the middle of the load");
  }
  // Who had a token before a kill, had the same and no other afterwards.
  for (const [user, tokens] of kills.flatMap(({ settled }) => settled)) assert.deepEqual([...given.get(user)], tokens);
  const lost = kills.flatMap((kill) => kill.lost);
  const { length } = google.exchanges;
  assert.ok(lost.length <= KILL_AT.length * LANES, "each lane waits for one mint at most");
  // On a busy machine a follower loses patience now and then, and mints for itself.
  assert.ok(length <= USERS.length + lost.length + 10, `${length} exchanges, ${lost.length} in flight at a kill`);
  await deployment.assertKeptSecrets();
  const settled = kills.map((kill) => kill.settled.length).join(" and ");
  t.diagnostic(`${length} exchanges for 50 users; with tokens at the kills: ${settled}; in flight: ${lost.length}; retries: ${retries}`);
});
