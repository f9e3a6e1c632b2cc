/** What only a Worker has: a global scope without randomness, and requests that outlive or abandon one another. */
import { env } from "cloudflare:workers";
import { kvCache } from "edgemint/caches";
import QUnit from "qunit";

/** @param {import("edgemint").Minter} globalMinter @param {import("edgemint").Minter} globalWebCryptoMinter */
export const testWorkers = (globalMinter, globalWebCryptoMinter) =>
  function testGlobalScope({ createMinter, standin, users }) {
    QUnit.module("caches of Cloudflare's", () => {
      QUnit.test("Workers KV", async (assert) => {
        const cache = kvCache(env.TOKENS);
        const ask = async () => (await (await createMinter({ cache })).getToken(users[4], "openid")).accessToken;
        const first = await ask();
        assert.strictEqual(await ask(), first);
        const { keys } = await env.TOKENS.list();
        assert.strictEqual(keys.length, 1);
        assert.true(/^edgemint:[0-9a-f]{64}$/.test(keys[0].name));
        assert.true(keys[0].expiration > Date.now() / 1000 + 3_400);
        await (await createMinter({ cache })).invalidate(users[4], "openid");
        assert.notStrictEqual(await ask(), first);
        assert.strictEqual((await standin.exchanges()).length, 2);
      });

      QUnit.test("a Durable Object's storage", async (assert) => {
        const object = env.MAILBOX.getByName("one");
        const first = await object.getToken(users[5]);
        assert.strictEqual(await object.getToken(users[5]), first);
        assert.strictEqual((await standin.exchanges()).length, 1);
        assert.strictEqual(await object.invalidate(users[5]), 0);
        assert.deepEqual(await object.askForSpent(), [undefined, 0]);
      });
    });

    QUnit.module("a minter made at the global scope", () => {
      QUnit.test("works in a handler", async (assert) => {
        const { accessToken } = await globalMinter.getToken(users[0], "openid");
        assert.strictEqual((await standin.tokenInfo(accessToken)).user, users[0]);
        assert.strictEqual((await globalMinter.createAssertion(users[0], "openid")).split(".").length, 3);
      });

      QUnit.test("works in a handler with its key in WebCrypto", async (assert) => {
        const { accessToken } = await globalWebCryptoMinter.getToken(users[3], "openid");
        assert.strictEqual((await standin.tokenInfo(accessToken)).user, users[3]);
      });

      QUnit.test("serves many requests for one user with one exchange", async (assert) => {
        const ask = () => env.SELF.fetch(`http://self/token?user=${users[1]}`).then((response) => response.json());
        const tokens = await Promise.all(Array.from({ length: 20 }, ask));
        assert.deepEqual([...new Set(tokens.map(({ user }) => user))], [users[1]]);
        assert.strictEqual(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
        assert.strictEqual((await standin.exchanges()).length, 1);
      });

      QUnit.test("refreshes a due token behind a request that has long been answered", async (assert) => {
        const token = await globalMinter.getToken(users[2], "openid");
        const response = await env.SELF.fetch(`http://self/token-when-due?user=${users[2]}`);
        assert.strictEqual((await response.json()).accessToken, token.accessToken);
        const exchanges = async () => (await standin.exchanges()).length;
        for (let looks = 0; looks < 100 && (await exchanges()) < 2; looks += 1) await scheduler.wait(50);
        assert.strictEqual(await exchanges(), 2);
      });
    });
  };
