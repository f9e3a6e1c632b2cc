/** What isolates share: one exchange for one token whoever asks where, sealed at rest, and there after a restart. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";

import { startGoogle } from "../../standin/index.js";
import { DURABLE } from "../support/worker.js";
import { CALLER, startDeployment } from "./deployment.js";
import { askAt, assertOwnTokens, THREE_ISOLATES } from "./isolates.js";

/** What somebody would find who tries users: the hashes of the fields, each behind its length. */
function assertNotGuessed(names, { client_email: issuer, private_key_id: keyId, token_uri: tokenUri }, user) {
  const hash = (...fields) => {
    const sha256 = createHash("sha256");
    for (const field of fields) {
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(Buffer.byteLength(field)));
      sha256.update(length).update(field);
    }
    return sha256.digest("hex");
  };
  const scope = "https://www.googleapis.com/auth/gmail.readonly";
  const guesses = [
    hash("edgemint.owner.v1", issuer, user),
    hash("edgemint.v1", "access_token", issuer, keyId, tokenUri, user, scope),
  ];
  for (const name of names) assert.ok(!guesses.some((guess) => name.includes(guess)), name);
}

describe("CACHE = durable", () => {
  let deployment;
  let isolates;
  before(async () => {
    deployment = await startDeployment({ ...THREE_ISOLATES, callers: [{ ...CALLER, as_service_account: true }] });
    isolates = deployment.worker.urls.slice(0, 3);
  });
  after(() => deployment.close());
  afterEach(async () => {
    await deployment.assertKeptSecrets();
    deployment.google.reset();
  });

  test("500 requests at once, in three isolates, make one exchange", async () => {
    const users = Array(500).fill("ada@example.com");
    const answers = await Promise.all(users.map((user, i) => askAt(isolates[i % 3], user)));
    assertOwnTokens(deployment.google, users, answers);
    assert.equal(deployment.google.exchanges.length, 1);
  });

  test("10,000 requests over 200 users make 200 exchanges, and nobody gets another's token", async () => {
    const known = Array.from({ length: 200 }, (_, i) => `user${i}@example.com`);
    for (const email of known) deployment.google.directory.addUser(email);
    const users = Array.from({ length: 10_000 }, (_, i) => known[(i * 7919) % 200]);
    const answers = [];
    // On a slow machine more at once would wait for longer than a follower's two seconds.
    for (let from = 0; from < users.length; from += 100) {
      const batch = users.slice(from, from + 100);
      answers.push(...(await Promise.all(batch.map((user, i) => askAt(isolates[i % 3], user, "openid")))));
    }
    assertOwnTokens(deployment.google, users, answers);
    assert.equal(deployment.google.exchanges.length, 200);
  });

  test("tokens of the service account itself and users' are never one another's, in any isolate", async () => {
    const known = [null, "ada@example.com", "grace@example.com"];
    const users = Array.from({ length: 300 }, (_, i) => known[i % 3]);
    // Each isolate asks for each, in another order.
    const answers = await Promise.all(users.map((user, i) => askAt(isolates[Math.floor(i / 3) % 3], user, "openid calendar.readonly")));
    assertOwnTokens(deployment.google, users, answers);
    for (const [i, { body }] of answers.entries()) assert.equal(body.user, users[i]);
    assert.equal(deployment.google.exchanges.length, 3);
  });

  test("an isolate that starts cold finds the token of another", async () => {
    const [first, second] = isolates;
    const minted = await askAt(first, "grace@example.com", "calendar.readonly");
    const found = await askAt(second, "grace@example.com", "calendar.readonly");
    assert.deepEqual([minted.cache, found.cache], ["miss", "hit"]);
    assert.equal(found.body.access_token, minted.body.access_token);
    assert.equal(deployment.google.exchanges.length, 1);
  });

  test("what was granted is the same in each isolate, where it is less than was asked for", async () => {
    const { google } = deployment;
    google.faults.next({ kind: "changed", members: { scope: "openid", expires_in: undefined } });
    for (const isolate of isolates) {
      const { status, body } = await askAt(isolate, "ada@example.com", "openid gmail.readonly");
      assert.deepEqual([status, body.scope], [200, "openid"]);
    }
    assert.equal(google.exchanges.length, 1);
  });

  test("a refusal in one isolate keeps no other from asking", async () => {
    const { google } = deployment;
    google.faults.next({ kind: "refusal", id: "bad_signature" });
    const [first, second] = isolates;
    assert.equal((await askAt(first, "grace@example.com", "drive")).status, 502);
    const answer = await askAt(second, "grace@example.com", "drive");
    assert.notEqual(answer.status, 504);
    assert.equal(google.exchanges.length, 2);
  });
});

describe("at rest", () => {
  let folder;
  let google;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgemint-"));
    google = await startGoogle();
  });
  after(async () => {
    await google.close();
    await rm(folder, { recursive: true });
  });

  /** A deployment over the same stand-in and the same folder as the one before it. */
  async function run(options, work) {
    const deployment = await startDeployment({ google, persist: folder, ...options });
    try {
      return await work(deployment);
    } finally {
      await deployment.worker.close();
    }
  }

  test("tokens survive a restart, and are nowhere in the files", async () => {
    google.reset();
    const durable = { cache: "durable", more: DURABLE };
    const minted = await run(durable, ({ url }) => askAt(url, "ada@example.com"));
    const found = await run(durable, ({ url }) => askAt(url, "ada@example.com"));
    assert.deepEqual([minted.cache, found.cache], ["miss", "hit"]);
    assert.equal(found.body.access_token, minted.body.access_token);
    assert.equal(google.exchanges.length, 1);
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const kept = files.filter((file) => file.isFile());
    assert.ok(kept.length > 0);
    for (const file of kept) {
      assertNotGuessed([file.name], google.key, "ada@example.com");
      const text = await readFile(join(file.parentPath, file.name), "latin1");
      assert.ok(!text.includes(minted.body.access_token) && !text.includes("ada@example.com"), file.name);
    }
  });

  test("CACHE = kv: sealed values, each for its own place", async () => {
    google.reset();
    const kvNamespaces = ["TOKENS"];
    const others = (bindings) => ["second", "third", "fourth"].map((name) => ({ name, bindings, kvNamespaces }));
    await run({ cache: "kv", more: { kvNamespaces }, others }, async ({ worker }) => {
      const [first, second, third, fourth] = worker.urls;
      const users = ["ada@example.com", "grace@example.com"];
      const askBoth = (url) => Promise.all(users.map((user) => askAt(url, user)));
      const cachesOf = async (url) => (await askBoth(url)).map(({ cache }) => cache);
      assert.deepEqual(await cachesOf(first), ["miss", "miss"]);
      assert.deepEqual(await cachesOf(second), ["hit", "hit"]);

      const { TOKENS } = await worker.getBindings();
      const names = (await TOKENS.list()).keys.map(({ name }) => name);
      assert.equal(names.length, 2);
      for (const user of users) assertNotGuessed(names, google.key, user);
      const values = await Promise.all(names.map((name) => TOKENS.get(name, "arrayBuffer")));
      for (const value of values) assert.ok(!Buffer.from(value).toString("latin1").includes("ya29"));
      // A value of 25 MB, as KV may have one, counts as nothing.
      await TOKENS.put(names[0], new Uint8Array(25 * 1024 * 1024));
      assertOwnTokens(google, users, await askBoth(third));
      // In each other's place, neither opens.
      await Promise.all(names.map((name, i) => TOKENS.put(name, values[1 - i])));
      const answers = await askBoth(fourth);
      assertOwnTokens(google, users, answers);
      assert.deepEqual(answers.map(({ cache }) => cache), ["miss", "miss"]);
    });
  });
});

test("a cache that is not bound is a configuration error", async () => {
  const deployment = await startDeployment({ cache: "durable" });
  const { status, body } = await askAt(deployment.url, "ada@example.com");
  assert.deepEqual([status, body.error.code], [503, "not_configured"]);
  assert.match(body.error.message, /CACHE.*USER_TOKENS/);
  await deployment.close();
});
