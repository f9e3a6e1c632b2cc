/** What is refused before anything is signed or sent. */
import { createMinter as createPlainMinter } from "edgemint";
import QUnit from "qunit";

import { refused } from "./errors.js";

export function testInputs({ createMinter, standin, tokenUri }) {
  QUnit.module("inputs", () => {
    const users = {
      blank: " \t ",
      "the word me": "me",
      "with a line break": "ada@example.com\r\nX-Injected: 1",
      "without an @": "ada",
      "with two @": "ada@b@example.com",
      "a pattern": "*@example.com",
      "with a letter that only looks Latin": "\u0430da@example.com",
      "too long": `${"a".repeat(300)}@example.com`,
      undefined: undefined,
      "the text null": "null",
      "a number": 7,
      "a list": ["ada@example.com"],
      "an object": { toString: () => "ada@example.com" },
    };
    QUnit.test.each("a user is refused when it is", users, async (assert, user) => {
      const minter = await createMinter();
      for (const call of [minter.getToken(user, "openid"), minter.createAssertion(user, "openid")]) {
        const error = await refused(assert, call, { code: "invalid_user" });
        assert.true(error.remedy.includes("ada@example.com"), error.remedy);
      }
      assert.deepEqual(await standin.exchanges(), []);
    });

    const scopes = {
      absent: undefined,
      empty: "",
      "an empty list": [],
      "separators only": " , ",
      "misspelt beyond a name": "Gmail Readonly!",
      "a foreign scheme": "ftp://example.com/x",
      "a list with a number": ["openid", 7],
      "a Set": new Set(["openid"]),
      "too many": Array.from({ length: 51 }, (_, index) => `scope${index}`),
    };
    QUnit.test("scopes that throw while they are read are refused, and leave the minter whole", async (assert) => {
      const minter = await createMinter();
      const scopes = Object.defineProperty(["openid"], 0, { get() { throw new Error("unreadable"); } });
      // Each left some of the WebAssembly's stack behind, until there was none.
      for (let calls = 0; calls < 30_000; calls++) await minter.createAssertion("ada@example.com", scopes).catch(() => {});
      await refused(assert, minter.createAssertion("ada@example.com", scopes), { code: "invalid_scope" });
      assert.strictEqual((await minter.getToken("ada@example.com", "openid")).user, "ada@example.com");
    });

    QUnit.test.each("scopes are refused when they are", scopes, async (assert, scopes) => {
      const minter = await createMinter();
      for (const call of [
        minter.getToken("ada@example.com", scopes),
        minter.createAssertion("ada@example.com", scopes),
      ]) {
        const error = await refused(assert, call, { code: "invalid_scope" });
        assert.true(error.remedy.includes("gmail.readonly"), error.remedy);
      }
      assert.deepEqual(await standin.exchanges(), []);
    });

    const endpoints = {
      "plain http": "http://example.com/token",
      "a host that begins like loopback": "http://127.0.0.1.example.com/token",
      "with a user": "https://ada@example.com/token",
      "with a query": "https://example.com/token?x=1",
      "no URL": "example",
      blank: "",
    };
    QUnit.test.each("a token endpoint is refused when it is", endpoints, async (assert, uri) => {
      const error = await refused(assert, createMinter({ tokenUri: uri }), { code: "invalid_token_uri" });
      assert.true(error.remedy.includes("https://oauth2.googleapis.com/token"), error.remedy);
    });

    QUnit.test("a token endpoint may be a URL object", async (assert) => {
      const minter = await createMinter({ tokenUri: new URL(tokenUri) });
      assert.strictEqual((await minter.getToken("ada@example.com", "openid")).user, "ada@example.com");
    });

    QUnit.test("options that are left out are refused as a missing key", async (assert) => {
      await refused(assert, createPlainMinter(), { code: "invalid_key" });
      await refused(assert, createPlainMinter({}), { code: "invalid_key" });
    });
  });
}
