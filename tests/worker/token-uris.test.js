/** Every row of tests/hostile/token-uris.json: a deployment that would send assertions elsewhere sends none at all. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { createDemoKey } from "../../standin/index.js";
import { secretFinder } from "../support/secrets.js";
import { startWorker } from "../support/worker.js";
import { assertRefused, CALLER, SECRET } from "./deployment.js";

const GOOGLE = "https://oauth2.googleapis.com/token";
const rows = JSON.parse(readFileSync(new URL("../hostile/token-uris.json", import.meta.url)));
const key = await createDemoKey({ tokenUri: GOOGLE });
const findSecret = secretFinder(key);

/** The URL of every request that any of the Workers makes. */
const reached = [];
function outboundService({ url }) {
  reached.push(url);
  return new Response("{}");
}

/** Only the endpoint is wrong: in the key file, or in the setting that stands above it. */
function worker({ key_file: inKeyFile = GOOGLE, TOKEN_URI }, index) {
  const bindings = {
    SERVICE_ACCOUNT_KEY: JSON.stringify({ ...key, token_uri: inKeyFile }),
    POLICY: JSON.stringify({ callers: [CALLER] }),
    TOKEN_URI,
  };
  return { name: `row-${index}`, bindings, outboundService };
}

let deployment;
let urls;
before(async () => {
  // The first is right in everything, to show that what is wrong with the others is what their rows say.
  const { bindings } = worker({});
  deployment = await startWorker(bindings, rows.map(worker), { outboundService });
  urls = deployment.urls.slice(1);
});
after(() => deployment.close());

async function ask(url) {
  const response = await fetch(`${url}/v1/token`, {
    method: "POST",
    headers: { Authorization: `Bearer ${SECRET}`, "Content-Type": "application/json" },
    body: JSON.stringify({ user: "ada@example.com", scopes: "openid" }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("an endpoint is refused", () => {
  rows.forEach(({ what, TOKEN_URI }, index) => {
    test(what, async () => {
      const answer = await ask(urls[index]);
      assertRefused(answer, 503, "not_configured");
      assert.match(answer.body.error.message, TOKEN_URI === undefined ? /SERVICE_ACCOUNT_KEY/ : /TOKEN_URI/);
      assert.equal(findSecret(JSON.stringify(answer.body), [SECRET]), null);
      assert.deepEqual(reached, []);
    });
  });
});

test("the same deployment with Google's own asks Google, and nobody else", async () => {
  await ask(deployment.urls[0]);
  assert.deepEqual([...new Set(reached)], [GOOGLE]);
});

test("no log line showed a secret", async () => {
  for (const line of await deployment.logs()) assert.equal(findSecret(line, [SECRET]), null, line);
});
