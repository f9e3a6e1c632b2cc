/** The entry for people who are stuck, in whatever runtime they are: it loads, explains, checks, and repeats no secret. */
import { explain, explainApiError, inspect } from "edgemint/diagnose";
import QUnit from "qunit";

const ADA = "ada@example.com";
const PRECONDITION = { error: { code: 400, message: "Precondition check failed.", status: "FAILED_PRECONDITION" } };

export function testDiagnose({ createMinter, findSecret, key, tokenUri }) {
  const failing = ({ checks }) => checks.filter(({ ok }) => !ok).map(({ id }) => id);

  QUnit.module("diagnose", () => {
    QUnit.test("loads once for calls that come together", async (assert) => {
      const refused = JSON.stringify({ error: "unauthorized_client" });
      const found = await Promise.all([explain(refused), explain("All is well."), explain(refused)]);
      assert.deepEqual(found.map((explanation) => explanation?.id), ["unauthorized_client", undefined, "unauthorized_client"]);
    });

    QUnit.test("explains an API's answer by whom the token speaks for", async (assert) => {
      const likeliest = async (token) => (await explainApiError(400, PRECONDITION, token)).likely[0].cause;
      assert.true((await likeliest({ user: null })).includes("no subject"));
      assert.true((await likeliest({ user: ADA })).includes(`no Gmail mailbox for ${ADA}`));
      assert.true((await likeliest()).includes("no subject"));
    });

    QUnit.test("takes facts that are no text, as JavaScript has them", async (assert) => {
      const refused = { error: "unauthorized_client" };
      const found = await explain(JSON.stringify(refused), { clientId: 123456789, user: 7, scopes: null });
      assert.strictEqual(found.paste.clientId, "123456789");
      assert.strictEqual((await explainApiError(400, PRECONDITION, { clientId: null, user: 7 })).origin, "api");
    });

    QUnit.test("finds an assertion of the minter's good, and its signature the key's", async (assert) => {
      const assertion = await (await createMinter()).createAssertion(ADA, "gmail.readonly");
      const found = await inspect(assertion, { tokenUri, key });
      assert.deepEqual([found.kind, failing(found), found.claims.sub], ["assertion", [], ADA]);
      assert.deepEqual(failing(await inspect(assertion, { now: 0, tokenUri: new URL(tokenUri) })), ["iat"]);
      assert.strictEqual(findSecret(JSON.stringify(found)), null);
    });

    QUnit.test("checks a key file and keeps the key to itself", async (assert) => {
      for (const text of [JSON.stringify(key), btoa(JSON.stringify(key)), key.private_key]) {
        const found = await inspect(text, { tokenUri });
        assert.deepEqual([found.ok, found.key.bits], [true, 2048]);
        assert.strictEqual(findSecret(JSON.stringify(found)), null);
      }
    });
  });
}
