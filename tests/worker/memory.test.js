/** What an isolate holds is bounded by what it keeps, whoever it has worked for: measured after a collection, not by time. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { heldByWorker } from "../../scripts/lib/workerd/inspector.js";
import { startGoogle } from "../../standin/index.js";
import { DURABLE_IN_MEMORY } from "../support/worker.js";
import { startDeployment } from "./deployment.js";
import { askAt } from "./isolates.js";

/** More than an isolate keeps tokens of, so that it is full. */
const FULL = 1_100;
const MORE_USERS = 500;
const MORE_REQUESTS = 3_000;
const LANES = 16;

/** What varies from one collection to the next; one lost promise a request would be 1,400 KB of heap and 550 KB of buffers. */
const SLACK = 300 * 1024;

let google;
before(async () => (google = await startGoogle()));
after(() => google.close());

let serial = 0;
const freshUser = () => {
  const user = `one-of-many-${++serial}@example.com`;
  google.directory.addUser(user);
  return user;
};

/** Tokens for so many users, some at a time. */
async function ask(url, count, nextUser) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      const { status, body } = await askAt(url, nextUser());
      assert.equal(status, 200, JSON.stringify(body));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

const CACHES = {
  memory: {},
  kv: { kvNamespaces: ["TOKENS"] },
  // In an isolate of its own, as the objects would count as well where they live, and stay for ten seconds.
  durable: { durableObjects: { USER_TOKENS: { className: "UserTokens", scriptName: "edgemint", useSQLite: true } } },
};

describe("an isolate holds as much after thousands of users as before:", () => {
  for (const [cache, bound] of Object.entries(CACHES)) {
    test(`CACHE = ${cache}`, async (t) => {
      const deployment = await startDeployment({
        cache,
        google,
        more: DURABLE_IN_MEMORY,
        others: (bindings) => [{ name: "measured", bindings, ...bound }],
        inspected: true,
      });
      t.after(() => deployment.worker.close());
      const [, url] = deployment.worker.urls;
      const held = async () => heldByWorker(await deployment.worker.getInspectorUrl(), "measured");

      await ask(url, FULL, freshUser);
      const before = await held();
      await ask(url, MORE_USERS, freshUser);
      const known = freshUser();
      await ask(url, MORE_REQUESTS, () => known);
      const after = await held();

      t.diagnostic(`heap ${before.heap} to ${after.heap} bytes, WebAssembly ${before.buffers} to ${after.buffers}`);
      assert.ok(before.buffers > 1024 * 1024, "the memory of the WebAssembly is seen");
      for (const part of ["heap", "buffers"]) {
        assert.ok(after[part] - before[part] < SLACK, `${part}: ${before[part]}, then ${after[part]} bytes`);
      }
    });
  }
});
