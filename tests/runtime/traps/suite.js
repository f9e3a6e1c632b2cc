/**
 * A build that traps where it is told to, under the package's own JavaScript: a trap costs the calls that it meets an
 * error, and nobody more. Nothing may be thrown outside a promise that somebody holds: in Node that ends the process.
 */
import QUnit from "qunit";

import { createMinterWith } from "../../../src/js/minter/create-minter.js";
import { EdgemintError } from "../../../src/js/shared/errors.js";
import { memoryCache } from "../../../src/js/caches/index.js";
import { PATIENCE_MS } from "../../support/patience.js";
import { runTests } from "../collect.js";
import { createControls } from "../suite/controls.js";
import { caught } from "../suite/errors.js";
import { collectStrays } from "./strays.js";

const [ADA, GRACE] = ["ada@example.com", "grace@example.com"];

/**
 * @param {() => Instance | Promise<Instance>} load the build
 * @param {import("../context.js").Context} context
 * @param {((world: object) => void)[]} [more] what only this runtime can test
 * @typedef {import("../../../src/js/wasm/instance.js").Instance} Instance
 */
export async function runTrapSuite(load, context, more = []) {
  const strays = collectStrays();
  const world = createWorld(load, context);
  const results = await runTests(
    "traps",
    (hooks) => {
      hooks.beforeEach(() => world.standin.reset());
      for (const topic of [testSites, testOthers, testMinters, ...more]) topic(world);
      QUnit.test("nothing was thrown where nobody caught it", async (assert) => {
        // For what an instance that is gone still hears of.
        await world.pause(500);
        assert.deepEqual(strays, []);
      });
    },
    PATIENCE_MS,
  );
  return results;
}

function createWorld(load, { key, tokenUri, url }) {
  const behind = [];
  const create = createMinterWith([load], (work) => behind.push(work));
  return {
    load,
    key,
    /** What goes on behind answers. */
    behind,
    standin: createControls(url),
    createMinter: (options) => create({ credentials: key, tokenUri, dangerouslyAllowBrowser: true, ...options }),
    plan: async (site) => (await load()).call(({ Minter }) => Minter.planTrap(site)),
    pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
  };
}

async function refusedAsInternal(assert, promise) {
  const error = await caught(promise);
  assert.true(error instanceof EdgemintError, `${error}`);
  assert.deepEqual([error.code, error.retryable], ["internal", true]);
  assert.true(error.remedy.startsWith("Try again."), error.remedy);
  assert.true(error.cause instanceof WebAssembly.RuntimeError || error.cause instanceof RangeError, `${error.cause}`);
}

function testSites({ behind, createMinter, load, plan, standin }) {
  const works = async (assert, minter, user = ADA) => assert.strictEqual((await minter.getToken(user, "openid")).user, user);

  QUnit.test.each("a trap", ["before an await", "after an await", "by a full stack"], async (assert, site) => {
    const minter = await createMinter();
    const before = await load();
    await plan(site);
    await refusedAsInternal(assert, minter.getToken(ADA, "openid"));
    assert.true(before.trapped);
    await works(assert, minter);
    assert.notStrictEqual(await load(), before);
  });

  QUnit.test("a trap in a cache's callback", async (assert) => {
    const minter = await createMinter({ cache: memoryCache() });
    await plan("in a cache's callback");
    await refusedAsInternal(assert, minter.getToken(ADA, "openid"));
    await works(assert, minter);
    await works(assert, minter);
    assert.strictEqual((await standin.exchanges()).length, 1);
  });

  QUnit.test("a trap in a refresh behind an answer", async (assert) => {
    let now = Date.now();
    const minter = await createMinter({ clock: () => now });
    const { accessToken } = await minter.getToken(ADA, "openid");
    now += 3_400_000;
    await standin.setClock(3_400);
    const before = await load();
    await plan("in a refresh");
    const lines = [];
    const { error } = console;
    console.error = (line) => lines.push(line);
    try {
      assert.strictEqual((await minter.getToken(ADA, "openid")).accessToken, accessToken);
      // Nobody waits for it for ever.
      await behind.pop();
    } finally {
      console.error = error;
    }
    assert.true(before.trapped);
    assert.deepEqual(lines.map((line) => JSON.parse(line).event), ["internal"], "the log alone hears of it");
    await works(assert, minter);
  });

  QUnit.test("a trap in dispose", async (assert) => {
    const [minter, other] = [await createMinter(), await createMinter()];
    const before = await load();
    await plan("in dispose");
    minter.dispose();
    assert.true(before.trapped);
    assert.strictEqual((await caught(minter.getToken(ADA, "openid"))).code, "disposed");
    await works(assert, other);
  });
}

function testOthers({ createMinter, load, plan, standin, pause }) {
  QUnit.test("calls in flight are refused, of whichever minter, and the next ones work", async (assert) => {
    const [minter, other] = [await createMinter(), await createMinter()];
    await standin.fault({ kind: "slow", delayMs: 300, times: 3 });
    const waiting = [minter.getToken(ADA, "openid"), other.getToken(ADA, "openid"), other.getToken(GRACE, "email")];
    const outcomes = waiting.map((call) => refusedAsInternal(assert, call));
    await pause(50);
    await plan("before an await");
    outcomes.push(refusedAsInternal(assert, minter.getToken(ADA, "profile")));
    await Promise.all(outcomes);
    assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    assert.strictEqual((await other.getToken(GRACE, "email")).user, GRACE);
    // The answers to the instance that is gone, which nobody takes.
    await pause(400);
    assert.false((await load()).trapped);
    assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
  });

  QUnit.test("many calls after a trap go on with one binding", async (assert) => {
    const minter = await createMinter();
    await plan("after an await");
    await refusedAsInternal(assert, minter.getToken(ADA, "openid"));
    await standin.reset();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => minter.getToken(ADA, "openid")));
    assert.strictEqual(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
    assert.strictEqual((await standin.exchanges()).length, 1);
  });

  QUnit.test("a minter that is just being made is refused, and the next one is made", async (assert) => {
    const [minter, making] = [await createMinter(), createMinter({ signer: "webcrypto" })];
    const outcome = refusedAsInternal(assert, making);
    await plan("before an await");
    await refusedAsInternal(assert, minter.getToken(ADA, "openid"));
    await outcome;
    assert.strictEqual((await (await createMinter({ signer: "webcrypto" })).getToken(ADA, "openid")).user, ADA);
  });
}

function testMinters({ createMinter, key, plan }) {
  const trap = async (assert, minter) => {
    await plan("before an await");
    await refusedAsInternal(assert, minter.getToken(ADA, "openid"));
  };

  const kinds = {
    "its key in edgemint": {},
    "its key as base64": { credentials: btoa(JSON.stringify(key)) },
    "its key in WebCrypto": { signer: "webcrypto" },
    "a cache": { cache: memoryCache() },
    "its key in WebCrypto, and a cache": { signer: "webcrypto", cache: memoryCache() },
    "late credentials": { credentials: async () => key },
  };
  QUnit.test.each("after a trap all of a minter works that has", kinds, async (assert, options) => {
    const minter = await createMinter(options);
    await minter.getToken(ADA, "openid");
    const { signer } = minter;
    await trap(assert, minter);
    assert.strictEqual(minter.signer, signer);
    const jwt = await minter.createAssertion(ADA, "openid");
    const [header, claims] = jwt.split(".", 2).map((part) => JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/"))));
    assert.deepEqual([header.kid, claims.iss], [key.private_key_id, key.client_email]);
    assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    assert.strictEqual(minter.signer, signer);
    await trap(assert, minter);
    await minter.invalidate(ADA, "openid");
    assert.strictEqual((await minter.getIdToken(null, "https://example.com/")).user, null);
    minter.dispose();
  });

  QUnit.test("late credentials are asked for again", async (assert) => {
    let calls = 0;
    const minter = await createMinter({ credentials: () => (calls++, key) });
    await minter.getToken(ADA, "openid");
    await trap(assert, minter);
    await minter.getToken(ADA, "openid");
    assert.strictEqual(calls, 2);
  });

  QUnit.test("a minter is disposed of after a trap as before", async (assert) => {
    for (const options of [{}, { signer: "webcrypto" }, { credentials: () => key }]) {
      const minter = await createMinter(options);
      await minter.getToken(ADA, "openid");
      await trap(assert, minter);
      const waiting = caught(minter.getToken(ADA, "openid"));
      minter.dispose();
      minter.dispose();
      assert.strictEqual((await waiting).code, "disposed");
      assert.strictEqual((await caught(minter.getToken(ADA, "openid"))).code, "disposed");
      assert.strictEqual(minter.signer, undefined);
    }
  });
}
