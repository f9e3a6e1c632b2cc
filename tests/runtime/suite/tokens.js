/** What `getToken` gives. */
import { EdgemintError } from "edgemint";
import QUnit from "qunit";

const GMAIL = "https://www.googleapis.com/auth/gmail.readonly";
const CALENDAR = "https://www.googleapis.com/auth/calendar.readonly";

export function testTokens({ createMinter, signer, standin }) {
  QUnit.module("getToken", () => {
    QUnit.test("gives a token with its documented fields", async (assert) => {
      const minter = await createMinter();
      const before = Date.now();
      const token = await minter.getToken(" Ada@Example.COM ", ["gmail.readonly"]);
      const after = Date.now();

      assert.deepEqual(Object.keys(token).sort(), ["accessToken", "expiresAt", "scopes", "tokenType", "user"]);
      assert.strictEqual(token.tokenType, "Bearer");
      assert.strictEqual(token.user, "ada@example.com");
      assert.deepEqual(token.scopes, [GMAIL]);
      assert.true(token.expiresAt instanceof Date);
      const { expires_in: life, user, scope } = await standin.tokenInfo(token.accessToken);
      assert.deepEqual({ user, scope }, { user: "ada@example.com", scope: GMAIL });
      assert.true(life > 3_500, "the stand-in gives about an hour");
      const asked = token.expiresAt.getTime() - 3_599_000;
      assert.true(before <= asked && asked <= after, "expiresAt is the stand-in's expires_in after the request");
    });

    QUnit.test("gives scopes by their full names, sorted, each once", async (assert) => {
      const minter = await createMinter();
      const expected = [CALENDAR, GMAIL, "openid"];
      for (const scopes of [
        ["openid", "gmail.readonly", "calendar.readonly"],
        [GMAIL, "openid", "gmail.readonly", CALENDAR],
        "openid gmail.readonly calendar.readonly",
        "openid,gmail.readonly, calendar.readonly",
      ]) {
        const token = await minter.getToken("ada@example.com", scopes);
        assert.deepEqual(token.scopes, expected);
      }
      const [{ claims }, ...others] = await standin.exchanges();
      assert.strictEqual(claims.scope, expected.join(" "));
      assert.strictEqual(others.length, 0, "four spellings are one token");
    });

    QUnit.test("leaves the caller's list as it was", async (assert) => {
      const scopes = Object.freeze(["openid", "gmail.readonly"]);
      const token = await (await createMinter()).getToken("ada@example.com", scopes);
      token.scopes.push("changed");
      assert.deepEqual(scopes, ["openid", "gmail.readonly"]);
    });

    QUnit.test("says which implementation signs", async (assert) => {
      assert.strictEqual((await createMinter()).signer, signer);
    });

    QUnit.test("comes with an error class that callers can construct their tests with", (assert) => {
      const fields = { code: "rate_limited", remedy: "Wait.", retryable: true, status: 429, retryAfter: 3 };
      const error = new EdgemintError("Too many.", fields);
      assert.propContains(error, { ...fields, name: "EdgemintError", message: "Too many." });
      assert.false("cause" in error);
    });
  });
}
