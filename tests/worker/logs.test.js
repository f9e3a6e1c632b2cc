/** The other tests read the Worker's log for secrets: this one shows that a secret there would be seen. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { startDeployment } from "./deployment.js";

const LEAKY = `
export default {
  async fetch(request) {
    console.log("minted " + (await request.text()));
    return new Response("logged");
  },
};
`;

test("a token that a Worker logs is found", async () => {
  const modules = [{ type: "ESModule", path: "index.js", contents: LEAKY }];
  const deployment = await startDeployment({ others: [{ name: "leaky", modules }] });
  try {
    await deployment.assertKeptSecrets();
    const { body } = await deployment.ask("ada@example.com");
    await fetch(deployment.worker.urls[1], { method: "POST", body: body.access_token });
    await assert.rejects(deployment.assertKeptSecrets(), { code: "ERR_ASSERTION", actual: "a token" });
  } finally {
    await deployment.close();
  }
});
