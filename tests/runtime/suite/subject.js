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

    QUnit.test("its token is minted anew on a 401, and a user's stays", async (assert) => {
      const minter = await createMinter();
      const { accessToken } = await minter.getToken(null, "drive.readonly");
      const adas = await minter.getToken("ada@example.com", "openid");
      await standin.revoke(accessToken);
      const about = await minter.fetch(null, "drive.readonly", `${url}/drive/v3/about?fields=user`);
      assert.strictEqual((await about.json()).user.emailAddress, key.client_email);
      assert.strictEqual((await minter.getToken("ada@example.com", "openid")).accessToken, adas.accessToken);
      const subjects = (await standin.exchanges()).map(({ claims }) => claims.sub);
      assert.deepEqual(subjects, [undefined, "ada@example.com", undefined]);
    });

    QUnit.test("its token is refreshed as its own", async (assert) => {
      let ahead = 0;
      const minter = await createMinter({ clock: () => Date.now() + ahead * 1000 });
      const first = await minter.getToken(null, "openid");
      await minter.getToken("ada@example.com", "openid");
      ahead = 3_300;
      await standin.setClock(ahead);
      assert.strictEqual((await minter.getToken(null, "openid")).accessToken, first.accessToken);
      // It comes behind the answer; the test's own time limit bounds the wait.
      let next = first;
      while (next.accessToken === first.accessToken) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        next = await minter.getToken(null, "openid");
      }
      const { user, issuer } = await standin.tokenInfo(next.accessToken);
      assert.deepEqual([next.user, user, issuer], [null, null, key.client_email]);
    });

    QUnit.test("in a cache that minters share it is nobody else's", async (assert) => {
      const kept = new Map();
      const cache = {
        get: async (name) => kept.get(name),
        put: async (name, value) => kept.set(name, value),
        delete: async (name) => kept.delete(name),
      };
      const ask = async (user) => (await createMinter({ cache })).getToken(user, "openid");
      const first = [await ask(null), await ask("ada@example.com")];
      const second = [await ask("ada@example.com"), await ask(null)].reverse();
      assert.deepEqual(second, first);
      assert.strictEqual((await standin.exchanges()).length, 2);
      // What was sealed for one place opens in no other.
      const [[itself, own], [adas]] = kept;
      kept.set(adas, own);
      const token = await ask("ada@example.com");
      assert.strictEqual((await standin.tokenInfo(token.accessToken)).user, "ada@example.com");
      await (await createMinter({ cache })).invalidate(null, "openid");
      assert.deepEqual([kept.has(itself), kept.has(adas)], [false, true]);
    });
  });
}
