/** The Durable Object alone, in real workerd: who mints, who waits and for how long, what outlives what. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";

import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { until } from "../support/patience.js";

/** Calls a method of an object, and says what came of it. */
const MAIN = `
export { UserTokens } from "./user-tokens.js";
export default {
  async fetch(request, { USER_TOKENS }) {
    const { name, method, parameters } = await request.json();
    const [key, sealed, ...times] = parameters;
    const bytes = method === "keep" ? [key, new TextEncoder().encode(sealed), ...times] : parameters;
    const result = await USER_TOKENS.getByName(name)[method](...bytes);
    return Response.json({ result: result && new TextDecoder().decode(result) });
  },
};
`;

describe("user tokens", () => {
  let miniflare;
  before(() => {
    const source = readFileSync(new URL("../../src/js/worker/user-tokens.js", import.meta.url), "utf8");
    miniflare = new Miniflare(
      convertV4MiniflareOptions({
        modules: [
          { type: "ESModule", path: "main.js", contents: MAIN },
          { type: "ESModule", path: "user-tokens.js", contents: source },
        ],
        compatibilityDate,
        durableObjects: { USER_TOKENS: { className: "UserTokens", useSQLite: true } },
        host: "127.0.0.1",
        port: 0,
        cf: false,
        telemetry: { enabled: false },
      }),
    );
  });
  after(() => miniflare.dispose());

  let names = 0;
  /** A fresh object. */
  function userTokens() {
    const name = `user ${++names}`;
    return async (method, ...parameters) => {
      const body = JSON.stringify({ name, method, parameters });
      const response = await miniflare.dispatchFetch("http://test/", { method: "POST", body });
      return (await response.json()).result;
    };
  }

  const inAnHour = () => Date.now() + 3_600_000;

  test("the first is to mint; those who wait get what it keeps", async () => {
    const call = userTokens();
    assert.equal(await call("claim", "k", 0), undefined);
    const waiting = Array.from({ length: 20 }, () => call("claim", "k", 0));
    await sleep(100);
    await call("keep", "k", "sealed", inAnHour(), inAnHour());
    assert.deepEqual(await Promise.all(waiting), Array(20).fill("sealed"));
    assert.equal(await call("claim", "k", 0), "sealed");
  });

  test("after a mint that failed, one of those who wait is to mint", async () => {
    const call = userTokens();
    await call("claim", "k", 0);
    const waiting = [call("claim", "k", 0), call("claim", "k", 0)];
    await sleep(100);
    await call("release", "k");
    assert.equal(await Promise.race(waiting), undefined);
    await call("keep", "k", "sealed", inAnHour(), inAnHour());
    assert.deepEqual((await Promise.all(waiting)).sort(), ["sealed", undefined]);
  });

  test("nobody waits for longer than two seconds", async () => {
    const call = userTokens();
    await call("claim", "k", 0);
    const start = performance.now();
    assert.equal(await call("claim", "k", 0), undefined);
    const waited = performance.now() - start;
    assert.ok(waited > 1_900, `${waited} ms`);
  });

  test("keys do not wait for one another", async () => {
    const call = userTokens();
    assert.equal(await call("claim", "one", 0), undefined);
    const answered = (key) => call("claim", key, 0).then(() => key);
    assert.equal(await Promise.race([answered("one"), answered("two")]), "two");
  });

  test("who holds a token gets only one that outlives it", async () => {
    const call = userTokens();
    const expires = inAnHour();
    await call("keep", "k", "sealed", expires, expires);
    assert.equal(await call("claim", "k", expires - 1), "sealed");
    assert.equal(await call("claim", "k", expires), undefined);
  });

  test("what was removed is gone", async () => {
    const call = userTokens();
    await call("keep", "k", "sealed", inAnHour(), inAnHour());
    await call("remove", "k");
    assert.equal(await call("claim", "k", 0), undefined);
  });

  test("what is spent is not handed out, and an alarm removes it", async () => {
    const call = userTokens();
    await call("keep", "long", "kept", inAnHour(), inAnHour());
    await call("keep", "short", "spent", inAnHour(), Date.now() + 3_000);
    assert.equal(await call("claim", "short", 0), "spent");
    await until(async () => (await call("claim", "short", 0)) === undefined);
    assert.equal(await call("claim", "long", 0), "kept");
  });
});
