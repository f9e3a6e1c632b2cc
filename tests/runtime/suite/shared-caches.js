/** A cache that the program brings: what others may use, and what it may see. */
import { cacheApiCache, memoryCache } from "edgemint/caches";
import QUnit from "qunit";

import { refused } from "./errors.js";
import { withoutWebCrypto } from "./without-webcrypto.js";

const ADA = "ada@example.com";

export function testSharedCaches({ createMinter, findSecret, key, standin }) {
  const count = async () => (await standin.exchanges()).length;
  const inPlain = () => {
    const kept = new Map();
    const log = [];
    return {
      kept,
      log,
      get: async (name) => kept.get(name),
      put: async (name, value, options) => (log.push([name, options]), kept.set(name, value)),
      delete: async (name) => kept.delete(name),
    };
  };

  QUnit.module("a cache of the program's", () => {
    QUnit.test("serves another minter, with the key in WebCrypto as well", async (assert) => {
      const cache = inPlain();
      const first = await (await createMinter({ cache })).getToken(ADA, "openid");
      for (const options of [{}, { signer: "webcrypto" }, { credentials: () => key }]) {
        const other = await createMinter({ cache, ...options });
        const { accessToken, expiresAt } = await other.getToken(ADA, "openid");
        assert.deepEqual([accessToken, expiresAt], [first.accessToken, first.expiresAt]);
      }
      assert.strictEqual(await count(), 1);
    });

    QUnit.test("keeps what was granted, where that is less than was asked for", async (assert) => {
      const cache = inPlain();
      await standin.fault({ kind: "changed", members: { scope: "openid", expires_in: "3599" } });
      const minters = [await createMinter({ cache }), await createMinter({ cache })];
      for (const minter of [...minters, ...minters]) {
        assert.deepEqual((await minter.getToken(ADA, ["openid", "gmail.readonly"])).scopes, ["openid"]);
      }
      assert.strictEqual(await count(), 1);
    });

    QUnit.test("sees hashes, sealed texts and a time to live", async (assert) => {
      const cache = inPlain();
      const minter = await createMinter({ cache });
      const { accessToken } = await minter.getToken(ADA, "openid");
      const [[name, { ttl }]] = cache.log;
      assert.true(/^[0-9a-f]{64}$/.test(name), name);
      assert.true(ttl > 3_500 && ttl <= 3_600, `${ttl}`);
      const value = cache.kept.get(name);
      assert.true(/^[\w-]+$/.test(value));
      assert.strictEqual(findSecret(value, [accessToken]), null);
    });

    QUnit.test("learns nothing from names: each key has its own for one user and scope", async (assert) => {
      const names = [];
      for (const credentials of [key, await otherKey(key)]) {
        const cache = inPlain();
        // Another key is refused by the stand-in, but asks for the same place before that.
        cache.get = async (name) => void names.push(name);
        const minter = await createMinter({ cache, credentials });
        await minter.getToken(ADA, "openid").catch(() => {});
      }
      assert.strictEqual(names.length, 2);
      assert.notStrictEqual(names[0], names[1]);
    });

    QUnit.test("keeps users, scopes and kinds apart", async (assert) => {
      const cache = inPlain();
      const minter = await createMinter({ cache });
      await minter.getToken(ADA, "openid");
      await minter.getToken(ADA, "email");
      await minter.getToken("grace@example.com", "openid");
      await minter.getIdToken(null, "openid");
      assert.strictEqual(cache.kept.size, 4);
    });

    QUnit.test("a token from another place, or damaged, does not open", async (assert) => {
      const cache = inPlain();
      await (await createMinter({ cache })).getToken(ADA, "openid");
      const [[adas, value]] = cache.kept;
      const other = value.at(20) === "A" ? "B" : "A";
      const damaged = [value.slice(0, -1), value.slice(0, 20) + other + value.slice(21), "", "?", "ya29.token", 7, {}, null];
      for (const text of damaged) {
        cache.kept.set(adas, text);
        const token = await (await createMinter({ cache })).getToken(ADA, "openid");
        assert.strictEqual((await standin.tokenInfo(token.accessToken)).user, ADA);
      }
      assert.strictEqual(await count(), 1 + damaged.length);

      const graces = await createMinter({ cache });
      await graces.getToken("grace@example.com", "openid");
      const name = [...cache.kept.keys()].find((name) => name !== adas);
      cache.kept.set(name, value);
      const token = await (await createMinter({ cache })).getToken("grace@example.com", "openid");
      assert.strictEqual((await standin.tokenInfo(token.accessToken)).user, "grace@example.com");
    });

    const failing = {
      "throws": { get() { throw new Error("no"); }, put() { throw new Error("no"); }, delete() { throw new Error("no"); } },
      "rejects": { get: () => Promise.reject("no"), put: () => Promise.reject("no"), delete: () => Promise.reject("no") },
      "never answers": { get: () => new Promise(() => {}), put: () => new Promise(() => {}), delete: () => new Promise(() => {}) },
    };
    QUnit.test.each("one that fails is as an empty one:", failing, async (assert, cache) => {
      const minter = await createMinter({ cache });
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
      await minter.invalidate(ADA, "openid");
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
      assert.strictEqual(await count(), 2);
    });

    QUnit.test("needs WebCrypto, to be given sealed tokens alone", async (assert) => {
      const making = withoutWebCrypto(() => createMinter({ cache: inPlain() }));
      const error = await refused(assert, making, { code: "invalid_option" });
      assert.true(error.message.includes("WebCrypto"), error.message);
    });

    QUnit.test("invalidate removes the token there as well", async (assert) => {
      const cache = inPlain();
      const minter = await createMinter({ cache });
      await minter.getToken(ADA, "openid");
      await minter.invalidate(ADA, "openid");
      assert.strictEqual(cache.kept.size, 0);
    });

    QUnit.test("a token that is nearly spent is minted anew", async (assert) => {
      const cache = inPlain();
      await (await createMinter({ cache })).getToken(ADA, "openid");
      const later = await createMinter({ cache, clock: () => Date.now() + 3_580_000 });
      await standin.setClock(3_580);
      await later.getToken(ADA, "openid");
      assert.strictEqual(await count(), 2);
    });
  });

  QUnit.test("a text that is longer than a sealed token is none", async (assert) => {
    const cache = { get: async () => "A".repeat(25_000_000), put: async () => {}, delete: async () => {} };
    assert.strictEqual((await (await createMinter({ cache })).getToken(ADA, "openid")).user, ADA);
    assert.strictEqual(await count(), 1);
  });

  QUnit.test("the size of a memoryCache is a number", (assert) => {
    for (const max of [-1, NaN, "many", null, {}]) {
      assert.throws(() => memoryCache({ max }), ({ code }) => code === "invalid_option");
    }
  });

  const ready = { memoryCache: () => memoryCache() };
  if (globalThis.caches) ready.cacheApiCache = () => cacheApiCache();
  QUnit.test.each("ready caches:", ready, async (assert, make) => {
    const cache = make();
    const first = await (await createMinter({ cache })).getToken(ADA, "openid");
    const minter = await createMinter({ cache });
    assert.strictEqual((await minter.getToken(ADA, "openid")).accessToken, first.accessToken);
    await minter.invalidate(ADA, "openid");
    await (await createMinter({ cache })).getToken(ADA, "openid");
    assert.strictEqual(await count(), 2);
    await (await createMinter({ cache })).invalidate(ADA, "openid");
  });

  QUnit.test("memoryCache holds no more than it is told, and nothing that is spent", async (assert) => {
    const cache = memoryCache({ max: 2 });
    for (const name of ["a", "b", "c"]) await cache.put(name, name, { ttl: 60 });
    await cache.put("d", "d", { ttl: 0 });
    const kept = await Promise.all(["a", "b", "c", "d"].map((name) => cache.get(name)));
    assert.deepEqual(kept, [undefined, undefined, "c", undefined]);
  });
}

/** The same file but for its private key: what a plain hash would name alike. */
async function otherKey(file) {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const der = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
  const base64 = btoa(String.fromCharCode(...der)).replace(/.{64}/g, "$&\n");
  return { ...file, private_key: `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n` };
}
