/** Bodies that come slowly or never: a stranger's is not waited for, a caller's has ten seconds. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";

import { parseRaw } from "../support/raw-http.js";
import { assertRefused, SECRET, startDeployment } from "./deployment.js";

const BODY = '{"user": "ada@example.com", "scopes": "gmail.readonly"}';

let deployment;
before(async () => {
  deployment = await startDeployment();
});
after(() => deployment.close());

/** Sends the head and then `drip` every now and then, until an answer is there. */
async function sendSlowly(secret, drip) {
  const { hostname, port } = new URL(deployment.url);
  const socket = connect(Number(port), hostname);
  let text = "";
  // Who is answered early may find the connection closed while it writes.
  const answered = new Promise((resolve) => {
    socket.on("error", () => {}).on("close", resolve);
    socket.on("data", (chunk) => /\r\n\r\n[^]*\}/.test((text += chunk)) && resolve());
  });
  const head = [
    "POST /v1/token HTTP/1.1",
    "Host: edgemint.example",
    `Authorization: Bearer ${secret}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(BODY) + 1_000}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const letters = [...BODY];
  const dripping = setInterval(() => drip && letters.length && socket.write(letters.shift()), 300);
  await answered;
  clearInterval(dripping);
  socket.destroy();
  const { status, headers, text: body } = parseRaw(text);
  return { status, headers, body: JSON.parse(body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1)) };
}

for (const [what, drip] of [
  ["that never comes", false],
  ["of one byte at a time", true],
]) {
  describe(`a body ${what}`, () => {
    test("of a stranger is not waited for", async () => {
      assertRefused(await sendSlowly("wrong", drip), 401, "unauthenticated");
    });

    test("of a caller is given up", async () => {
      const answer = await sendSlowly(SECRET, drip);
      assertRefused(answer, 408, "request_timeout");
      assert.equal(answer.body.error.retryable, true);
    });
  });
}

test("after all of it the Worker mints, and no log line showed a secret", async () => {
  await deployment.assertMints();
  await deployment.assertKeptSecrets();
});
