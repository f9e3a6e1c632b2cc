/** A polluted Object.prototype: whatever any code in the program has put there, it is nobody's option. */
import { memoryCache } from "edgemint/caches";
import { explain, inspect } from "edgemint/diagnose";
import { createMinter as createPlainMinter } from "edgemint";
import QUnit from "qunit";

const ADA = "ada@example.com";

const throwing = () => {
  throw new Error("planted");
};

export function testPlanted({ createMinter, standin, tokenUri }) {
  QUnit.module("what others put on Object.prototype", () => {
    // Where a runtime's own fetch looks for one as well, it is what that takes.
    const planted = {
      ...{ credentials: "omit", tokenUri: "https://attacker.example/token", lifetime: 1, signer: "none" },
      ...{ cache: "default", clock: () => 0, fetch: throwing, onEvent: throwing, dangerouslyAllowBrowser: true },
      ...{ user: "eve@example.com", scopes: "drive", clientId: "1", audience: "eve", now: 0, key: "eve", max: 0 },
      ...{ retryAfter: 1, cause: "eve", tagLength: 32, key_ops: [], ext: false },
      ...{ token: "eve", obtainedAt: 0, expiresAt: 1e15, private_key: "eve", client_email: "eve", once: false },
    };

    QUnit.test("changes nothing", async (assert) => {
      const cache = memoryCache();
      const claims = await withPlanted(planted, async () => {
        const made = [await createMinter({ cache }), await createMinter({ signer: "webcrypto" })];
        const tokens = [];
        for (const minter of made) tokens.push(await minter.getToken(ADA, "openid"));
        const again = await (await createMinter({ cache })).getToken(ADA, "openid", {});
        const own = await made[0].createSelfSignedToken({ scopes: "openid" }, {});
        const found = await explain("unauthorized_client", {});
        const { kind } = await inspect(own, {});
        const missing = await createPlainMinter({}).catch(({ code }) => code);
        return { again: again.accessToken === tokens[0].accessToken, found: found.id, kind, missing };
      });
      assert.deepEqual(claims, {
        again: true,
        found: "unauthorized_client",
        kind: "self_signed_token",
        missing: "invalid_key",
      });
      const seen = await standin.exchanges();
      assert.deepEqual(seen.map(({ claims }) => [claims.aud, claims.exp - claims.iat]), [[tokenUri, 3600], [tokenUri, 3600]]);
    });

    // The stand-in may be in the same process, and would not get over these.
    QUnit.test("changes nothing of what needs no network", async (assert) => {
      const [minter, error] = await withPlanted({ status: 418, cause: "eve", toJSON: () => "eve" }, async () => {
        const minter = await createMinter();
        return [minter, await minter.createAssertion("me", "openid").catch((error) => error)];
      });
      assert.deepEqual([error.code, error.status, Object.hasOwn(error, "cause")], ["invalid_user", undefined, false]);
      assert.strictEqual((await minter.createAssertion(ADA, "openid")).split(".").length, 3);
    });
  });
}

async function withPlanted(planted, work) {
  for (const [name, value] of Object.entries(planted)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true, enumerable: false });
  }
  try {
    return await work();
  } finally {
    for (const name of Object.keys(planted)) delete Object.prototype[name];
  }
}
