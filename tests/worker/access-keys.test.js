/** The keys of a team of Cloudflare Access: fetched when they are needed, seldom, and anew where that may help. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { startBehindAccess } from "./access-deployment.js";
import { skip } from "./skipping.js";

/** Behind it no key is used that was not fetched anew, and no pause goes on. */
const MORE_THAN_A_DAY = 25 * 3_600;
/** Behind it a name of a key that is not there is asked for once more. */
const MORE_THAN_A_MINUTE = 61;

let behind;
before(async () => {
  behind = await startBehindAccess();
});
after(() => behind.deployment.close());
beforeEach(async () => {
  await skip(behind.deployment, MORE_THAN_A_DAY);
  behind.keys.fetched = 0;
  behind.keys.answer = () => behind.team.certs();
});

const ask = (token = behind.team.token(behind.ada())) => behind.ask(token);

async function assertAsked(count) {
  assert.equal((await ask()).status, 200);
  assert.equal(behind.keys.fetched, count);
}

test("a hundred requests at once have them fetched a few times at most", async () => {
  behind.keys.answer = () => sleep(100).then(() => behind.team.certs());
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask()));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.ok(behind.keys.fetched >= 1 && behind.keys.fetched <= 3, `${behind.keys.fetched}`);
});

test("a hundred made-up names of keys have them fetched a few times at most", async () => {
  const made = Array.from({ length: 100 }, (_, index) =>
    behind.team.token(behind.ada(), { kid: `made-up-${index}`, signer: "first" }),
  );
  const answers = await Promise.all(made.map((token) => ask(token)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [401]);
  assert.ok(behind.keys.fetched <= 3, `${behind.keys.fetched}`);
});

test("they are kept, and fetched anew after an hour", async () => {
  await assertAsked(1);
  await assertAsked(1);
  await skip(behind.deployment, 3_601);
  await assertAsked(2);
});

test("a new one is fetched as soon as somebody uses it, and the one before counts still", async () => {
  const { team, deployment } = behind;
  await assertAsked(1);
  const before = team.token(behind.ada());
  team.rotate("second");
  await behind.assertUnauthenticated(await ask(), /no key "second"/);
  await skip(deployment, MORE_THAN_A_MINUTE);
  await assertAsked(2);
  assert.equal((await ask(before)).status, 200);
  assert.equal(behind.keys.fetched, 2);
});

test("where they cannot be fetched anew, those at hand are used on for a day", async () => {
  await assertAsked(1);
  behind.keys.answer = () => new Response("down", { status: 503 });
  await skip(behind.deployment, 3_601);
  await assertAsked(2);
  await skip(behind.deployment, MORE_THAN_A_DAY);
  await behind.assertUnauthenticated(await ask(), /could not be had: the answer has status 503/);
});

describe("nobody is let in where they", () => {
  const text = (body) => () => new Response(body);
  const cases = {
    "cannot be reached": [() => Promise.reject(new Error("unreachable")), /could not be had/],
    "are not there": [() => new Response("", { status: 404 }), /status 404/],
    "are elsewhere": [() => new Response(null, { status: 302, headers: { Location: "https://evil.example/" } }), /status 302/],
    "are a page": [text("<!doctype html>"), /no set of keys/],
    "are none": [text('{"keys": []}'), /none of them signs RS256/],
    "are for another algorithm": [() => changed({ alg: "RS512" }), /none of them signs RS256/],
    "are for encryption": [() => changed({ use: "enc" }), /none of them signs RS256/],
    "are too short": [() => changed({ n: "AQAB" }), /none of them signs RS256/],
    "show their private half": [() => changed({ d: "AQAB" }), /none of them signs RS256/],
    "are two of one name": [twice, /two of them are named "\w+"/],
    "are far too many": [text(" ".repeat(70_000)), /too long/],
  };
  for (const [what, [answer, reason]] of Object.entries(cases)) {
    test(what, async () => {
      behind.keys.answer = answer;
      await behind.assertUnauthenticated(await ask(), reason);
      assert.equal(behind.keys.fetched, 1);
    });
  }

  test("were down, until they are back", async () => {
    behind.keys.answer = () => new Response("down", { status: 503 });
    await behind.assertUnauthenticated(await ask(), /status 503/);
    behind.keys.answer = () => behind.team.certs();
    await behind.assertUnauthenticated(await ask(), /status 503/);
    await skip(behind.deployment, 6);
    await assertAsked(2);
  });
});

async function changed(changes) {
  const { keys } = await behind.team.certs().json();
  return Response.json({ keys: keys.map((key) => ({ ...key, ...changes })) });
}

async function twice() {
  const { keys } = await behind.team.certs().json();
  return Response.json({ keys: [...keys, ...keys] });
}

test("no log line and no answer held a key, a token or an assertion", () => behind.deployment.assertKeptSecrets());
