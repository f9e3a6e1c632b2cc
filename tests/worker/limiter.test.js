/** A limiter of requests that fails or hangs: who may ask then is a setting, and nobody waits for ever. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertRefused, SECRET, startDeployment } from "./deployment.js";

/** In place of the binding. */
const LIMITER = `
import { WorkerEntrypoint } from "cloudflare:workers";

const answers = {
  "throws": () => { throw new Error("no"); },
  "hangs": () => new Promise(() => {}),
  "says something else": () => ({ success: "yes" }),
  "says nothing": () => undefined,
  "refuses": () => ({ success: false }),
  "allows": () => ({ success: true }),
};
let how = "allows";

export class Limiter extends WorkerEntrypoint {
  limit() {
    return answers[how]();
  }
}

export default {
  async fetch(request) {
    how = await request.text();
    return new Response();
  },
};
`;

const limiter = { serviceBindings: { RATE_LIMITER: { name: "limiter", entrypoint: "Limiter" } } };

let deployment;
let urls;
before(async () => {
  deployment = await startDeployment({
    more: limiter,
    others: (bindings) => [
      { name: "closed", bindings: { ...bindings, RATE_LIMIT_FAILS: "closed" }, ...limiter },
      { name: "limiter", modules: [{ type: "ESModule", path: "index.js", contents: LIMITER }] },
    ],
  });
  const [open, closed, control] = deployment.worker.urls;
  urls = { open, closed, control };
});
after(() => deployment.close());

const set = (how) => fetch(urls.control, { method: "POST", body: how });

async function ask(url) {
  const response = await fetch(`${url}/v1/token`, {
    method: "POST",
    headers: { Authorization: `Bearer ${SECRET}`, "Content-Type": "application/json" },
    body: JSON.stringify({ user: "ada@example.com", scopes: "openid" }),
  });
  return deployment.read(response);
}

for (const how of ["throws", "hangs", "says something else", "says nothing"]) {
  test(`one that ${how} lets callers pass, or nobody where it is closed`, async () => {
    await set(how);
    assert.equal((await ask(urls.open)).status, 200);
    assertRefused(await ask(urls.closed), 503, "rate_limiter_failed");
  });
}

test("one that answers is believed, whatever the setting", async () => {
  for (const url of [urls.open, urls.closed]) {
    await set("refuses");
    assertRefused(await ask(url), 429, "too_many_requests");
    await set("allows");
    assert.equal((await ask(url)).status, 200);
  }
});

test("that it failed is in the log", async () => {
  await set("throws");
  const { headers } = await ask(urls.open);
  const lines = (await deployment.worker.logs()).filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  assert.equal(lines.find(({ id }) => id === headers.get("x-request-id")).limiter, "failed");
});
