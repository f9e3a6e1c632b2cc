/** A token endpoint that fails: what recovers by itself, and what is reported. */
import QUnit from "qunit";

import { refused } from "./errors.js";

const ADA = "ada@example.com";

export function testFaults({ createMinter, crossOrigin, standin, unreachableTokenUri }) {
  const ask = async (options) => (await createMinter(options)).getToken(ADA, "openid");

  QUnit.module("faults", () => {
    const passing = {
      "a 500": { kind: "server-error" },
      "a 503 in HTML": { kind: "unavailable" },
      "a connection cut before the headers": { kind: "cut-before-headers" },
      "a connection cut within the body": { kind: "cut-mid-body" },
      "JSON that breaks off": { kind: "bad-json" },
      "a body without end": { kind: "huge-body" },
    };
    QUnit.test.each("pass unnoticed:", passing, async (assert, fault) => {
      await standin.fault(fault);
      const { accessToken } = await ask();
      assert.strictEqual((await standin.tokenInfo(accessToken)).user, ADA);
      const journal = (await standin.exchanges()).map(({ fault }) => fault);
      assert.deepEqual(journal, [fault.kind, null]);
    });

    QUnit.test("a key that Google has not seen yet is reported, and works a little later", async (assert) => {
      const minter = await createMinter();
      await standin.fault({ kind: "refusal", id: "no_verifier" });
      const expected = { code: "invalid_grant", status: 400, retryable: true };
      await refused(assert, minter.getToken(ADA, "openid"), expected);
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    });

    QUnit.test("a 429 is asked again after the time it names", async (assert) => {
      await standin.fault({ kind: "rate-limit", retryAfter: 1 });
      await ask();
      const [first, second, ...others] = await standin.exchanges();
      assert.deepEqual([first.status, second.status, others.length], [429, 200, 0]);
      // The endpoint's own record. A page cannot read Retry-After, so it comes back when it sees fit.
      const waited = Date.parse(second.time) - Date.parse(first.time);
      assert.true(crossOrigin || waited > 950, `came back after ${waited} ms`);
    });

    QUnit.test("a 429 that asks for minutes is reported at once", async (assert) => {
      // A page that cannot read Retry-After tries on, as often as with any failure.
      const attempts = crossOrigin ? 4 : 1;
      await standin.fault({ kind: "rate-limit", retryAfter: 120, times: attempts });
      const retryAfter = crossOrigin ? undefined : 120;
      await refused(assert, ask(), { code: "rate_limited", status: 429, retryable: true, retryAfter });
      assert.strictEqual((await standin.exchanges()).length, attempts);
    });

    QUnit.test("a 429 that asks for 2^64 seconds is reported as one that asks for a day", async (assert) => {
      const attempts = crossOrigin ? 4 : 1;
      await standin.fault({ kind: "rate-limit", retryAfter: "18446744073709551615", times: attempts });
      const retryAfter = crossOrigin ? undefined : 86_400;
      await refused(assert, ask(), { code: "rate_limited", status: 429, retryable: true, retryAfter });
    });

    QUnit.test("four 500s in a row are reported, and the next call works", async (assert) => {
      const minter = await createMinter();
      await standin.fault({ kind: "server-error", times: 4 });
      const expected = { code: "token_endpoint_failed", status: 500, retryable: true };
      await refused(assert, minter.getToken(ADA, "openid"), expected);
      assert.strictEqual((await standin.exchanges()).length, 4);
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    });

    QUnit.test("JSON that breaks off four times is reported", async (assert) => {
      await standin.fault({ kind: "bad-json", times: 4 });
      await refused(assert, ask(), { code: "malformed_token_response", status: 200, retryable: true });
    });

    QUnit.test("an endpoint that nobody answers at is reported", async (assert) => {
      const expected = { code: "token_endpoint_unreachable", retryable: true };
      await refused(assert, ask({ tokenUri: unreachableTokenUri }), expected);
    });
  });
}
