/** A policy in Workers KV: it changes without a deployment, and lets nobody in once it is gone or malformed. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { assertRefused, CALLER, startDeployment } from "./deployment.js";
import { skip, skippingModules } from "./skipping.js";

/** Behind it an isolate looks at the policy again. */
const MORE_THAN_A_MINUTE = 61;
const POLICY = JSON.stringify({ callers: [CALLER] });
const WITHOUT_GMAIL = JSON.stringify({ callers: [{ ...CALLER, scopes: ["openid"] }] });

/** In place of KV, which does not fail on demand. */
const UNSTEADY_KV = `
import { WorkerEntrypoint } from "cloudflare:workers";

let status;

export class Kv extends WorkerEntrypoint {
  get(key) {
    if (status === "down") throw new Error("KV GET failed: 500 Internal Server Error");
    if (status === "silent") return new Promise(() => {});
    return key === "policy" ? new Response(status === "stuck" ? new ReadableStream({ type: "bytes" }) : this.env.POLICY).body : null;
  }
}

export default {
  async fetch(request) {
    status = await request.text();
    return new Response();
  },
};
`;

let deployment;
let settings;
before(async () => {
  deployment = await startDeployment({
    policy: null,
    more: { kvNamespaces: ["SETTINGS"], modules: skippingModules() },
  });
  settings = (await deployment.worker.getBindings()).SETTINGS;
});
after(() => deployment.close());
beforeEach(async () => {
  await settings.put("policy", POLICY);
  await skip(deployment, MORE_THAN_A_MINUTE);
});

const ask = () => deployment.ask("ada@example.com");

test("it counts as a POLICY does", async () => {
  await deployment.assertMints();
  assertRefused(await deployment.ask("ada@example.org"), 403, "policy_denied");
});

test("a change counts after a minute, and not before", async () => {
  await deployment.assertMints();
  await settings.put("policy", WITHOUT_GMAIL);
  await deployment.assertMints();
  await skip(deployment, MORE_THAN_A_MINUTE);
  assertRefused(await ask(), 403, "policy_denied");
  await settings.put("policy", POLICY);
  await skip(deployment, MORE_THAN_A_MINUTE);
  await deployment.assertMints();
});

for (const [what, policy] of [
  ["stays the same", POLICY],
  ["changes", `${POLICY} `],
]) {
  test(`while it ${what}, tokens stay in memory`, async () => {
    const first = await ask();
    await settings.put("policy", policy);
    await skip(deployment, MORE_THAN_A_MINUTE);
    // The first looks at the policy again while the second goes on with the one before.
    for (const next of [...(await Promise.all([ask(), ask()])), await ask()]) {
      assert.equal(next.headers.get("x-edgemint-cache"), "hit");
      assert.equal(next.body.access_token, first.body.access_token);
    }
  });
}

test("a hundred requests at once mint once, also while it changes", async () => {
  await settings.put("policy", `${POLICY} `);
  await skip(deployment, 4_000);
  const answers = await Promise.all(Array.from({ length: 100 }, ask));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(answers.map(({ body }) => body.access_token)).size, 1);
});

for (const [what, change] of [
  ["gone", () => settings.delete("policy")],
  ["malformed", () => settings.put("policy", '{"callers": 1}')],
  ["longer than a policy is", () => settings.put("policy", POLICY + " ".repeat(1024 * 1024))],
]) {
  test(`one that is ${what} lets nobody in, until it is mended`, async () => {
    await deployment.assertMints();
    await change();
    await skip(deployment, MORE_THAN_A_MINUTE);
    assertRefused(await ask(), 503, "not_configured");
    assertRefused(await ask(), 503, "not_configured");
    await settings.put("policy", POLICY);
    // It is looked at again each second.
    await skip(deployment, 1);
    const mended = await ask();
    assert.equal(mended.headers.get("x-edgemint-cache"), "hit", "the minter and its tokens stayed");
  });
}

test("a POLICY comes before it", async () => {
  const other = await startDeployment({ more: { kvNamespaces: ["SETTINGS"] } });
  try {
    await (await other.worker.getBindings()).SETTINGS.put("policy", WITHOUT_GMAIL);
    await other.assertMints();
  } finally {
    await other.close();
  }
});

test("while KV does not answer, the last one counts; without one nobody comes in", async () => {
  const kv = {
    name: "kv",
    modules: [{ type: "ESModule", path: "index.js", contents: UNSTEADY_KV }],
    bindings: { POLICY },
  };
  const more = { serviceBindings: { SETTINGS: { name: "kv", entrypoint: "Kv" } }, modules: skippingModules() };
  const other = await startDeployment({ policy: null, others: [kv], more });
  const answerFrom = (status) => fetch(other.worker.urls[1], { method: "POST", body: status });
  try {
    await answerFrom("down");
    assertRefused(await other.ask("ada@example.com"), 503, "not_configured");
    await answerFrom("up");
    await other.assertMints();
    for (const failing of ["down", "silent", "stuck"]) {
      await answerFrom(failing);
      await skip(other, MORE_THAN_A_MINUTE);
      await other.assertMints();
    }
    await other.assertKeptSecrets();
  } finally {
    await other.close();
  }
});
