/** ID tokens, and tokens that the service account signs for itself. */
import QUnit from "qunit";

import { refused } from "./errors.js";
import { claimsOf } from "./jwt.js";

const AUDIENCE = "https://service-abc123.a.run.app";

export function testOtherTokens({ createMinter, key, standin, tokenUri }) {
  QUnit.module("getIdToken", () => {
    QUnit.test("gives the service account's ID token for the audience", async (assert) => {
      const minter = await createMinter();
      const { idToken, expiresAt, ...rest } = await minter.getIdToken(null, AUDIENCE);
      assert.deepEqual(rest, { audience: AUDIENCE, user: null });
      const claims = claimsOf(idToken);
      assert.deepEqual([claims.aud, claims.email], [AUDIENCE, key.client_email]);
      const left = expiresAt.getTime() - Date.now();
      assert.true(left > 3_400_000 && left < 3_700_000, `about an hour: ${left}`);
      const [exchange] = await standin.exchanges();
      assert.deepEqual(Object.keys(exchange.claims).sort(), ["aud", "exp", "iat", "iss", "target_audience"]);
    });

    QUnit.test("keeps it, for that audience", async (assert) => {
      const minter = await createMinter();
      const first = await minter.getIdToken(null, AUDIENCE);
      assert.deepEqual(await minter.getIdToken(undefined, AUDIENCE), first);
      await minter.getIdToken(null, `${AUDIENCE}/`);
      assert.strictEqual((await standin.exchanges()).length, 2);
    });

    QUnit.test("says so where the endpoint takes no user", async (assert) => {
      const minter = await createMinter();
      const asking = minter.getIdToken("ada@example.com", AUDIENCE);
      await refused(assert, asking, { code: "unauthorized_client", status: 401 });
    });

    QUnit.test.each("refuses an audience that is none:", ["", " ", "a b", "\n", "\u{e9}"], async (assert, audience) => {
      const minter = await createMinter();
      await refused(assert, minter.getIdToken(null, audience), { code: "invalid_audience" });
      await refused(assert, minter.createSelfSignedToken({ audience }), { code: "invalid_audience" });
    });

    QUnit.test("refuses no audience", async (assert) => {
      const minter = await createMinter();
      for (const none of [undefined, null]) {
        await refused(assert, minter.getIdToken(null, none), { code: "invalid_audience" });
        await refused(assert, minter.createSelfSignedToken({ audience: none }), { code: "invalid_scope" });
      }
    });

    QUnit.test("refuses a user that is none", async (assert) => {
      const minter = await createMinter();
      for (const user of ["", "me", 7]) await refused(assert, minter.getIdToken(user, AUDIENCE), { code: "invalid_user" });
    });
  });

  QUnit.module("createSelfSignedToken", () => {
    QUnit.test("signs for an audience or for scopes, without any network", async (assert) => {
      const minter = await createMinter();
      for (const [asked, expected] of [
        ["https://pubsub.googleapis.com/", { aud: "https://pubsub.googleapis.com/" }],
        [{ audience: "https://pubsub.googleapis.com/" }, { aud: "https://pubsub.googleapis.com/" }],
        [{ scopes: ["cloud-platform"] }, { scope: "https://www.googleapis.com/auth/cloud-platform" }],
      ]) {
        const { iat, exp, ...claims } = claimsOf(await minter.createSelfSignedToken(asked));
        assert.deepEqual(claims, { iss: key.client_email, sub: key.client_email, ...expected });
        assert.strictEqual(exp - iat, 3_600);
      }
      assert.deepEqual(await standin.exchanges(), []);
    });

    QUnit.test("refuses neither of them", async (assert) => {
      const minter = await createMinter();
      await refused(assert, minter.createSelfSignedToken({}), { code: "invalid_scope" });
      await refused(assert, minter.createSelfSignedToken(), { code: "invalid_scope" });
      await refused(assert, minter.createSelfSignedToken({ scopes: [] }), { code: "invalid_scope" });
    });
  });

  QUnit.module("lifetime", () => {
    QUnit.test("is the assertion's", async (assert) => {
      const minter = await createMinter({ lifetime: 60 });
      const { iat, exp } = claimsOf(await minter.createAssertion("ada@example.com", "openid"));
      assert.strictEqual(exp - iat, 60);
      assert.strictEqual((await minter.getToken("ada@example.com", "openid")).user, "ada@example.com");
    });

    QUnit.test.each("refuses", [0, 59, 3601, 60.5, NaN, -1, 2 ** 32 + 60, "60", null], async (assert, lifetime) => {
      await refused(assert, createMinter({ lifetime, tokenUri }), { code: "invalid_lifetime" });
    });
  });
}
