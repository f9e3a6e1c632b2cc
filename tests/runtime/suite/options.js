/** What a program may bring along: credentials that are read late, a clock, a fetch, a listener. */
import QUnit from "qunit";

import { caught, refused } from "./errors.js";
import { claimsOf } from "./jwt.js";

const ADA = "ada@example.com";
const PROFILE = "/gmail/v1/users/me/profile";

export function testOptions({ createMinter, findSecret, key, standin, url }) {
  QUnit.module("credentials as a function", () => {
    for (const [what, credentials] of [
      ["an object", () => key],
      ["a promise of JSON", async () => JSON.stringify(key)],
      ["base64", () => btoa(JSON.stringify(key))],
    ]) {
      QUnit.test(`may give ${what}, and is called at the first use alone`, async (assert) => {
        let calls = 0;
        const minter = await createMinter({ credentials: () => (calls++, credentials()) });
        assert.deepEqual([calls, minter.signer], [0, undefined]);
        await minter.getToken(ADA, "openid");
        await minter.createAssertion(ADA, "openid");
        assert.strictEqual(calls, 1);
        assert.strictEqual(typeof minter.signer, "string");
      });
    }

    QUnit.test("serves calls that come at once with one exchange", async (assert) => {
      const minter = await createMinter({ credentials: async () => key });
      const tokens = await Promise.all(Array.from({ length: 20 }, () => minter.getToken(ADA, "openid")));
      assert.strictEqual(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
      assert.strictEqual((await standin.exchanges()).length, 1);
    });

    QUnit.test("is called again where it failed or gave no key", async (assert) => {
      const gives = [() => { throw new Error("not yet"); }, () => Promise.reject("no"), () => "{}", () => key];
      const minter = await createMinter({ credentials: () => gives.shift()() });
      const first = await refused(assert, minter.getToken(ADA, "openid"), { code: "invalid_key" });
      assert.strictEqual(first.cause.message, "not yet");
      await refused(assert, minter.getToken(ADA, "openid"), { code: "invalid_key" });
      await refused(assert, minter.getToken(ADA, "openid"), { code: "invalid_key" });
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    });

    QUnit.test("works with the key in WebCrypto", async (assert) => {
      const minter = await createMinter({ credentials: () => key, signer: "webcrypto" });
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
      assert.strictEqual(minter.signer, "webcrypto");
    });
  });

  QUnit.module("options", () => {
    const wrong = {
      fetch: ["fetch", {}, null, 1],
      clock: [Date.now(), {}, null],
      onEvent: [{}, "log", null],
      cache: [null, {}, { get() {}, put() {} }, new Map([["get", 1]])],
    };
    for (const [name, values] of Object.entries(wrong)) {
      QUnit.test(`${name} that is none is refused by name`, async (assert) => {
        for (const value of values) {
          const error = await refused(assert, createMinter({ [name]: value }), { code: "invalid_option" });
          assert.true(error.message.includes(name), error.message);
        }
      });
    }

    QUnit.test("clock: is what assertions and tokens go by", async (assert) => {
      let now = Date.now() - 600_000;
      const minter = await createMinter({ clock: () => now });
      const { iat } = claimsOf(await minter.createAssertion(ADA, "openid"));
      assert.strictEqual(iat, Math.floor(now / 1000) - 10);
      await minter.getToken(ADA, "openid");
      now += 3_599_000;
      await standin.setClock(3_000);
      await minter.getToken(ADA, "openid");
      assert.strictEqual((await standin.exchanges()).length, 2);
    });

    QUnit.test("clock: one that fails is passed over", async (assert) => {
      const beyond = [-1, -Infinity, Infinity, 2 ** 53, 1e300, 10n ** 30n, Symbol("now")].map((now) => () => now);
      const broken = [() => { throw new Error("no clock"); }, () => undefined, () => "soon", () => NaN, ...beyond];
      for (const clock of broken) {
        const minter = await createMinter({ clock });
        assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
      }
    });

    QUnit.test("fetch: carries exchanges and requests", async (assert) => {
      const seen = [];
      const minter = await createMinter({
        fetch(input, init) {
          seen.push(input instanceof Request ? "request" : init.method);
          return fetch(input, init);
        },
      });
      await minter.fetch(ADA, "gmail.readonly", url + PROFILE);
      assert.deepEqual(seen, ["POST", "request"]);
    });

    const failing = {
      "throws at once": () => { throw new Error("offline"); },
      "rejects": () => Promise.reject(new Error("offline")),
      "gives no response": async () => undefined,
      "gives something else": async () => ({ status: 200 }),
    };
    QUnit.test.each("fetch: one that fails is an endpoint that does not answer:", failing, async (assert, fetch) => {
      const minter = await createMinter({ fetch });
      await refused(assert, minter.getToken(ADA, "openid"), { code: "token_endpoint_unreachable", retryable: true });
    });

    QUnit.test("fetch: may answer with headers that are no text", async (assert) => {
      const headers = { get: () => 7 };
      const response = { status: "503", headers, arrayBuffer: async () => new ArrayBuffer(0) };
      const minter = await createMinter({ fetch: async () => response });
      const expected = { code: "token_endpoint_failed", status: 503, retryable: true, retryAfter: 7 };
      await refused(assert, minter.getToken(ADA, "openid"), expected);
    });

    QUnit.test("onEvent: hears of tokens and of refusals, and of no secret", async (assert) => {
      const events = [];
      const minter = await createMinter({ onEvent: (event) => events.push(event) });
      await minter.getToken(ADA, "openid");
      await minter.getToken(ADA, "openid");
      await minter.getIdToken(null, "https://example.com/");
      const error = await caught(minter.getToken("nobody@example.com", ["openid"]));
      for (const event of events) {
        assert.true(event.milliseconds >= 0);
        delete event.milliseconds;
      }
      assert.deepEqual(events, [
        { type: "token", user: ADA, scopes: "openid", source: "miss" },
        { type: "token", user: ADA, scopes: "openid", source: "hit" },
        { type: "token", user: null, audience: "https://example.com/", source: "miss" },
        { type: "error", user: "nobody@example.com", scopes: ["openid"], error },
      ]);
      assert.strictEqual(findSecret(JSON.stringify(events)), null);
    });

    QUnit.test("onEvent: one that throws harms no call", async (assert) => {
      const { error } = console;
      const said = [];
      console.error = (line) => said.push(line);
      try {
        const minter = await createMinter({ onEvent: () => { throw new Error("no \u2028log\u202e"); } });
        assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
      } finally {
        console.error = error;
      }
      assert.strictEqual(said.length, 1);
      assertTold(assert, said[0], "no \u2028log\u202e");
    });

    QUnit.test("onEvent: nor does one whose promise rejects", async (assert) => {
      const { error } = console;
      const said = new Promise((resolve) => (console.error = resolve));
      try {
        const minter = await createMinter({ onEvent: async () => { throw new Error("no log"); } });
        assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
        assertTold(assert, await said, "no log");
      } finally {
        console.error = error;
      }
    });
  });

  QUnit.module("dispose", () => {
    QUnit.test("ends a minter, also twice", async (assert) => {
      const minter = await createMinter();
      await minter.getToken(ADA, "openid");
      minter.dispose();
      minter.dispose();
      const calls = [
        minter.getToken(ADA, "openid"),
        minter.getIdToken(null, "https://example.com/"),
        minter.createAssertion(ADA, "openid"),
        minter.invalidate(ADA, "openid"),
        minter.fetch(ADA, "openid", url),
      ];
      for (const call of calls) await refused(assert, call, { code: "disposed" });
      assert.strictEqual(minter.signer, undefined);
    });

    QUnit.test("is what `using` calls", async (assert) => {
      const minter = await createMinter();
      minter[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
      await refused(assert, minter.getToken(ADA, "openid"), { code: "disposed" });
    });

    QUnit.test("lets a call end that has just begun", async (assert) => {
      const minter = await createMinter();
      const waiting = minter.getToken(ADA, "openid");
      minter.dispose();
      assert.strictEqual((await waiting).user, ADA);
    });

    QUnit.test("keeps no key that is read later", async (assert) => {
      const minter = await createMinter({ credentials: async () => key });
      const waiting = minter.getToken(ADA, "openid");
      minter.dispose();
      await refused(assert, waiting, { code: "disposed" });
      assert.deepEqual(await standin.exchanges(), []);
    });

    QUnit.test("lets a call end that has begun", async (assert) => {
      await standin.fault({ kind: "slow", delayMs: 200 });
      const minter = await createMinter();
      const waiting = minter.getToken(ADA, "openid");
      await new Promise((resolve) => setTimeout(resolve, 50));
      minter.dispose();
      assert.strictEqual((await waiting).user, ADA);
    });
  });
}

/** One line in the log, of visible ASCII, that says so. */
function assertTold(assert, line, message) {
  assert.true(/^[ -~]+$/.test(line), line);
  const { event, stack } = JSON.parse(line);
  assert.strictEqual(event, "listener_failed");
  assert.true(stack.includes(message), stack);
}
