/** Minters and errors get logged; neither may show what opens something. */
import QUnit from "qunit";

import { caught } from "./errors.js";
import { everyString } from "../../support/secrets.js";

const ADA = "ada@example.com";

export function testSecrecy({ createMinter, findSecret, key, standin, unreachableTokenUri }) {
  const views = (value) => [JSON.stringify(value), String(value), value.stack ?? "", everyString(value)].join("\n");

  QUnit.module("secrecy", () => {
    QUnit.test("the search finds what it looks for", async (assert) => {
      const minter = await createMinter();
      const { accessToken } = await minter.getToken(ADA, "openid");
      const assertion = await minter.createAssertion(ADA, "openid");
      assert.strictEqual(findSecret(views({ nested: [key.private_key] })), "a PEM label");
      assert.strictEqual(findSecret(views(new Error(key.private_key.slice(200, 500)))), "a piece of the key");
      assert.strictEqual(findSecret(views(new Error("x", { cause: assertion }))), "an assertion");
      assert.strictEqual(findSecret(views({ get token() { return accessToken; } })), "a token");
    });

    QUnit.test("a minter shows nothing", async (assert) => {
      const minter = await createMinter();
      const { accessToken } = await minter.getToken(ADA, "openid");
      await minter.createAssertion(ADA, "openid");
      assert.strictEqual(findSecret(views(minter), [accessToken]), null);
    });

    const failures = {
      "a key that was cut": () => createMinter({ credentials: { ...key, private_key: key.private_key.slice(0, 900) } }),
      "a key file that is no JSON": () => createMinter({ credentials: `${JSON.stringify(key)},` }),
      "a key in the user's place": () => ask(undefined, key.private_key),
      "a key in the scopes' place": () => ask(undefined, ADA, key.private_key),
      "a refusal": () => ask({ kind: "refusal", id: "bad_signature" }),
      "an unknown scope, answered with an ID token": () => ask(undefined, ADA, "gmail.readnoly"),
      "half a token": () => ask({ kind: "bad-json", times: 4 }),
      "an endpoint that is not there": async () =>
        (await createMinter({ tokenUri: unreachableTokenUri })).getToken(ADA, "openid"),
    };
    QUnit.test.each("no error shows a secret:", failures, async (assert, fail) => {
      const error = await caught(fail());
      assert.strictEqual(error.name, "EdgemintError");
      assert.strictEqual(findSecret(views(error)), null);
    });
  });

  async function ask(fault, user = ADA, scopes = "openid") {
    if (fault) await standin.fault(fault);
    return (await createMinter()).getToken(user, scopes);
  }
}
