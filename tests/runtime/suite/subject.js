/** The problem that delegated tokens are for: an API that wants a token with a subject. */
import QUnit from "qunit";

import { claimsOf } from "./jwt.js";
import { refused } from "./errors.js";

export function testSubject({ apiUrl, createMinter, key, standin, subjectlessToken, url }) {
  const profile = (token) => {
    const headers = { Authorization: `Bearer ${token}` };
    return fetch(`${apiUrl}/users/me/profile`, { headers });
  };

  QUnit.module("the subject", () => {
    QUnit.test("without one, Gmail answers that the precondition check failed", async (assert) => {
      const response = await profile(subjectlessToken);
      const { error } = await response.json();
      assert.strictEqual(response.status, 400);
      assert.propContains(error, { message: "Precondition check failed.", status: "FAILED_PRECONDITION" });
    });

    QUnit.test("with one, Gmail gives the user's profile", async (assert) => {
      const minter = await createMinter();
      for (const user of ["ada@example.com", "grace@example.com"]) {
        const { accessToken } = await minter.getToken(user, "gmail.readonly");
        const response = await profile(accessToken);
        assert.strictEqual(response.status, 200);
        assert.strictEqual((await response.json()).emailAddress, user);
      }
    });

    QUnit.test("null on purpose is the service account itself", async (assert) => {
      const minter = await createMinter();
      assert.notOk("sub" in claimsOf(await minter.createAssertion(null, "drive.readonly")));
      const token = await minter.getToken(null, "drive.readonly");
      assert.strictEqual(token.user, null);
      const { user, issuer } = await standin.tokenInfo(token.accessToken);
      assert.deepEqual([user, issuer], [null, key.client_email]);
      const about = await minter.fetch(null, "drive.readonly", `${url}/drive/v3/about?fields=user`);
      assert.strictEqual((await about.json()).user.emailAddress, key.client_email);
      assert.strictEqual((await profile((await minter.getToken(null, "gmail.readonly")).accessToken)).status, 400);
    });

    QUnit.test("nothing but null is taken for it", async (assert) => {
      const minter = await createMinter();
      for (const user of [undefined, "", " ", "null", "me", 0, false, {}, []]) {
        const error = await refused(assert, minter.getToken(user, "openid"), { code: "invalid_user" });
        assert.true(error.remedy.includes("null"), error.remedy);
      }
      assert.deepEqual(await standin.exchanges(), []);
    });

    QUnit.test("its tokens and users' are never one another's", async (assert) => {
      const minter = await createMinter();
      const subjects = Array.from({ length: 60 }, (_, index) => [null, "ada@example.com", "grace@example.com"][index % 3]);
      const tokens = await Promise.all(subjects.map((user) => minter.getToken(user, "openid")));
      for (const [index, { accessToken, user }] of tokens.entries()) {
        assert.strictEqual(user, subjects[index]);
        assert.strictEqual((await standin.tokenInfo(accessToken)).user, subjects[index]);
      }
      assert.strictEqual((await standin.exchanges()).length, 3);
      await minter.invalidate(null, "openid");
      const next = await minter.getToken(null, "openid");
      assert.notStrictEqual(next.accessToken, tokens[0].accessToken);
      assert.strictEqual((await minter.getToken("ada@example.com", "openid")).accessToken, tokens[1].accessToken);
    });
  });
}
