/** Which calls share a token. */
import QUnit from "qunit";

import { caught } from "./errors.js";

const ADA = "ada@example.com";

export function testCache({ createMinter, standin }) {
  const count = async () => (await standin.exchanges()).length;

  QUnit.module("the cache", () => {
    QUnit.test("answers the second call", async (assert) => {
      const minter = await createMinter();
      const first = await minter.getToken(ADA, "gmail.readonly");
      const second = await minter.getToken("ADA@example.com", ["gmail.readonly"]);
      assert.deepEqual(second, first);
      assert.strictEqual(await count(), 1);
    });

    QUnit.test("keeps users and scopes apart", async (assert) => {
      const minter = await createMinter();
      const tokens = [
        await minter.getToken(ADA, "gmail.readonly"),
        await minter.getToken("grace@example.com", "gmail.readonly"),
        await minter.getToken(ADA, "gmail.readonly openid"),
        await minter.getToken(ADA, "openid"),
      ];
      assert.strictEqual(new Set(tokens.map(({ accessToken }) => accessToken)).size, 4);
      assert.strictEqual(await count(), 4);
    });

    QUnit.test("is a minter's own", async (assert) => {
      for (const minter of [await createMinter(), await createMinter()]) await minter.getToken(ADA, "openid");
      assert.strictEqual(await count(), 2);
    });

    QUnit.test("never keeps a failure as a token", async (assert) => {
      const minter = await createMinter();
      await standin.fault({ kind: "server-error", times: 4 });
      await caught(minter.getToken(ADA, "openid"));
      const { accessToken } = await minter.getToken(ADA, "openid");
      assert.strictEqual((await standin.tokenInfo(accessToken)).user, ADA);
    });

    QUnit.test("remembers a refusal for a moment, for that user alone", async (assert) => {
      const minter = await createMinter();
      const ask = () => caught(minter.getToken("suspended@example.com", "openid"));
      const [first, second] = [await ask(), await ask()];
      assert.strictEqual(first.code, "invalid_grant");
      assert.strictEqual(second.code, "invalid_grant");
      assert.strictEqual(await count(), 1);
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    });
  });
}
