/** Durable Objects that do anything but what they should: a token is minted all the same, and nothing waits for ever. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { startDeployment } from "./deployment.js";

/** What `claim` and `keep` do: texts, as they run in workerd. */
const ODD = {
  "never answer": "new Promise(() => {})",
  "throw": "(() => { throw new Error('no') })()",
  "give 25 MB": "new Uint8Array(25 << 20)",
  "give as many zeros as a sealed token has bytes": "new Uint8Array(300)",
  "give a text": "'token'",
  "give a list of lists": "[[[1]]]",
  "give a number without end": "Infinity",
  "give an object that says it is long": "({ length: 2 ** 53, byteLength: -1 })",
};

const objects = (does) => `
import { DurableObject } from "cloudflare:workers";
export class UserTokens extends DurableObject {
  async claim() { return ${does}; }
  async keep() { return ${does}; }
  async release() { return ${does}; }
  async remove() { return ${does}; }
}
export default { fetch: () => new Response() };
`;

describe("a token is minted where the Durable Objects", () => {
  for (const [what, does] of Object.entries(ODD)) {
    test(what, async (t) => {
      const modules = [{ type: "ESModule", path: "index.js", contents: objects(does) }];
      const deployment = await startDeployment({
        cache: "durable",
        more: { durableObjects: { USER_TOKENS: { className: "UserTokens", scriptName: "odd", useSQLite: true } } },
        others: [
          { name: "odd", modules, durableObjects: { OWN: { className: "UserTokens", useSQLite: true } }, unsafeEphemeralDurableObjects: true },
        ],
      });
      t.after(() => deployment.close());
      await deployment.assertMints();
      await deployment.assertMints("grace@example.com");
      assert.equal(deployment.google.exchanges.length, 2);
      await deployment.assertKeptSecrets();
    });
  }
});
