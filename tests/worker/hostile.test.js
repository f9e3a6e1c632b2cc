/** Every row of tests/hostile/requests.json, over a plain socket: refused, and nothing leaves the Worker. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, test } from "node:test";

import { requestBytes } from "../support/hostile-requests.js";
import { sendRaw } from "../support/raw-http.js";
import { secretFinder } from "../support/secrets.js";
import { assertRefused, CALLER, SECRET, startDeployment } from "./deployment.js";

const rows = JSON.parse(readFileSync(new URL("../hostile/requests.json", import.meta.url)));

/** Allowed as much as a caller can be, so that a row is refused for what it says it is. */
const POLICY = {
  access: { team: "x.cloudflareaccess.com", audience: "a" },
  callers: [
    {
      ...CALLER,
      access: ["ada@example.com"],
      proxy: [
        {
          host: "gmail.googleapis.com",
          methods: ["GET", "POST"],
          paths: ["/gmail/v1/users/me"],
          scopes: ["gmail.readonly", "openid"],
        },
      ],
    },
  ],
};

let deployment;
/** The URL of every request that the Worker makes, to Google or to anybody else. */
let reached;
let findSecret;

function outbound({ url, method, headers, body }) {
  reached.push(url);
  const local = url.replace("https://gmail.googleapis.com", deployment.google.url);
  return fetch(local, { method, headers, body, duplex: "half", redirect: "manual" });
}

before(async () => {
  deployment = await startDeployment({ policy: POLICY, more: { outboundService: outbound } });
  findSecret = secretFinder(deployment.google.key);
});
after(() => deployment.close());
beforeEach(() => (reached = []));

/** What the runtime refuses before the Worker sees it has no code. */
function check({ status, code }, answer) {
  assert.equal(findSecret(answer.text, [SECRET]), null, answer.text);
  if (code === null) return assert.equal(answer.status, status, answer.text);
  assertRefused({ ...answer, body: JSON.parse(answer.text) }, status, code);
}

test("the table has a hundred rows at least, each of its own", () => {
  assert.ok(rows.length >= 100, `${rows.length}`);
  assert.equal(new Set(rows.map(({ what }) => what)).size, rows.length);
});

describe("a request is refused", () => {
  for (const row of rows) {
    test(row.what, async () => {
      check(row, await sendRaw(deployment.url, requestBytes(row, SECRET)));
      assert.deepEqual(reached, []);
    });
  }
});

test("a hundred at once are refused as well", async () => {
  const some = rows.slice(0, 100);
  const answers = await Promise.all(some.map((row) => sendRaw(deployment.url, requestBytes(row, SECRET))));
  some.forEach((row, index) => check(row, answers[index]));
  assert.deepEqual(reached, []);
});

test("after all of it the Worker has asked Google for nothing, and mints", async () => {
  assert.deepEqual(deployment.google.exchanges, []);
  await deployment.assertMints();
  assert.deepEqual(reached, [deployment.google.tokenUri]);
});

test("a row that is changed in nothing is a good request", async () => {
  for (const row of [{}, { path: "/proxy/gmail.googleapis.com/gmail/v1/users/me/profile" }]) {
    const { status, text } = await sendRaw(deployment.url, requestBytes(row, SECRET));
    assert.equal(status, 200, text);
  }
});

test("no log line showed a secret, and each is one line, whatever was in the request", async () => {
  await deployment.assertKeptSecrets();
  const lines = (await deployment.worker.logs()).filter((line) => line.includes('"event"'));
  assert.ok(lines.length > rows.length);
  for (const line of lines) {
    assert.equal(JSON.parse(line).event, "request");
    assert.doesNotMatch(line, /[^ -~]/);
  }
});
