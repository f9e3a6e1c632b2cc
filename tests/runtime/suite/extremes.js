/**
 * Whatever a program, its cache, its clock or an endpoint hands over: the call ends, as a success or as a refusal with a
 * code of its own, never as a fault inside; and the minter, and others on the same WebAssembly, go on working.
 */
import { EdgemintError } from "edgemint";
import { explain, explainApiError, inspect } from "edgemint/diagnose";
import QUnit from "qunit";

import { NUMERALS, TEXTS, VALUES } from "../../support/extremes.js";

const ADA = "ada@example.com";

export function testExtremes({ createMinter, key, standin }) {
  /** One after the other, so that the one that breaks something is the one that is named. */
  async function tried(assert, call) {
    const faults = [];
    for (const value of Object.entries(VALUES)) faults.push(await faultOf(value, call));
    assert.deepEqual(faults.filter(Boolean), []);
  }

  /** All at once, where each of them waits. */
  async function triedTogether(assert, values, call) {
    const faults = await Promise.all(Object.entries(values).map((value) => faultOf(value, call)));
    assert.deepEqual(faults.filter(Boolean), []);
  }

  async function faultOf([what, make], call) {
    try {
      await call(make());
    } catch (error) {
      if (!isProper(error)) return `${what}: ${error?.code} ${String(error?.cause ?? error).slice(0, 200)}`;
    }
  }

  async function assertWorks(assert, minter) {
    assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
  }

  QUnit.module("extremes", () => {
    /** Each takes a value where a method of a minter takes one. */
    const methods = {
      "a user": (minter, value) => minter.getToken(value, "openid"),
      "scopes": (minter, value) => minter.createAssertion(ADA, value),
      "a scope in a list": (minter, value) => minter.createAssertion(ADA, ["openid", value]),
      "options of a call": (minter, value) => minter.getToken(ADA, "openid", value),
      "a signal": (minter, signal) => minter.getToken(ADA, "openid", { signal }),
      "an audience": (minter, value) => minter.createSelfSignedToken(value),
      "an audience in an object": (minter, audience) => minter.createSelfSignedToken({ audience }),
      "scopes of its own": (minter, scopes) => minter.createSelfSignedToken({ scopes }),
      "what is to be forgotten": (minter, value) => minter.invalidate(value, value),
    };
    for (const [what, call] of Object.entries(methods)) {
      QUnit.test(`as ${what}`, async (assert) => {
        const minter = await createMinter();
        await tried(assert, (value) => call(minter, value));
        await assertWorks(assert, minter);
      });
    }

    for (const name of ["credentials", "tokenUri", "lifetime", "clock", "fetch", "cache", "onEvent", "signer", "dangerouslyAllowBrowser"]) {
      QUnit.test(`as the option ${name}`, async (assert) => {
        await tried(assert, async (value) => (await createMinter({ [name]: value })).dispose());
        await assertWorks(assert, await createMinter());
      });
    }

    QUnit.test("as a member of the key file", async (assert) => {
      for (const name of Object.keys(key)) {
        await tried(assert, async (value) => (await createMinter({ credentials: { ...key, [name]: value } })).dispose());
      }
    });

    QUnit.test("as what late credentials give", async (assert) => {
      await tried(assert, async (value) => (await createMinter({ credentials: () => value })).createAssertion(ADA, "openid"));
    });

    QUnit.test("as what the clock says", async (assert) => {
      await tried(assert, async (value) => {
        const minter = await createMinter({ clock: () => value });
        await minter.createAssertion(ADA, "openid");
        await minter.getToken(ADA, "openid");
      });
    });

    QUnit.test("as what the cache gives back", async (assert) => {
      await standin.reset();
      await tried(assert, async (value) => {
        const minter = await createMinter({ cache: { get: async () => value, put: async () => value, delete: async () => value } });
        await assertWorks(assert, minter);
        await minter.invalidate(ADA, "openid");
        minter.dispose();
      });
    });

    /** An answer of the token endpoint, by a fetch that the program brings; retries would wait for real. */
    const answering = async (status, body, headers = {}) => {
      const answer = { status, headers: { get: (name) => headers[name] ?? null }, arrayBuffer: async () => bytesOf(body) };
      const signal = AbortSignal.timeout(1_500);
      const minter = await createMinter({ fetch: async () => answer });
      await minter.getToken(ADA, "openid", { signal }).catch((error) => {
        if (error?.name !== "TimeoutError") throw error;
      });
      minter.dispose();
    };
    const numerals = Object.fromEntries(NUMERALS.map((numeral) => [numeral || "none", () => numeral]));

    for (const status of [429, 503]) {
      QUnit.test(`as Retry-After of a ${status}`, async (assert) => {
        const dates = { "a date long gone": () => "Thu, 01 Jan 1970 00:00:00 GMT", "a date far off": () => "Fri, 31 Dec 9999 23:59:59 GMT" };
        await triedTogether(assert, { ...numerals, ...dates }, (value) => answering(status, "", { "Retry-After": value }));
      });
    }

    QUnit.test("as the endpoint's date", async (assert) => {
      const refused = '{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token"}';
      const dates = { ...numerals, "a date far off": () => "Fri, 31 Dec 9999 23:59:59 GMT" };
      await triedTogether(assert, dates, (value) => answering(400, refused, { Date: value }));
    });

    QUnit.test("as a number of a token's answer", async (assert) => {
      const body = (value) => `{"access_token":"ya29.x","token_type":"Bearer","expires_in":${value}}`;
      await triedTogether(assert, numerals, (value) => answering(200, body(value)));
      await triedTogether(assert, numerals, (value) => answering(200, body(JSON.stringify(value))));
    });

    QUnit.test("as the body of an answer", async (assert) => {
      await triedTogether(assert, TEXTS, (body) => answering(200, body));
      await triedTogether(assert, TEXTS, (body) => answering(400, body));
      await triedTogether(assert, TEXTS, (text) => answering(400, JSON.stringify({ error: text, error_description: text })));
    });

    QUnit.test("as the status of an answer", async (assert) => {
      await triedTogether(assert, VALUES, (status) => answering(status, "{}"));
    });

    QUnit.test("to be explained or inspected", async (assert) => {
      await tried(assert, (value) => explain(value));
      await tried(assert, (value) => explain("invalid_grant", { user: value, scopes: value, clientId: value }));
      await tried(assert, (value) => explainApiError(value, value));
      await tried(assert, (value) => inspect(value));
      await tried(assert, (value) => inspect("eyJ", { now: value, tokenUri: value, key: value }));
      assert.strictEqual((await explain('{"error":"unauthorized_client"}')).id, "unauthorized_client");
    });
  });
}

/** A refusal that says what is wrong with what was given. */
const isProper = (error) => error instanceof EdgemintError && error.code !== "internal";

/** A lone half becomes what it becomes in every encoder. */
const bytesOf = (text) => new TextEncoder().encode(text).buffer;
