/** The tests' own client for raw bytes: whatever was said before a connection broke is the answer. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, test } from "node:test";

import { sendRaw } from "../support/raw-http.js";

/** What the server says before it resets the connection, in the middle of a request. */
let says = "";
let server;
let url;
before(async () => {
  const refuse = (socket) => {
    socket.on("error", () => {});
    socket.once("data", () => (says ? socket.write(says, () => socket.resetAndDestroy()) : socket.resetAndDestroy()));
  };
  server = createServer(refuse).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

/** More than fits into any buffer, so that the reset meets a write. */
const LONG = Buffer.alloc(32 << 20);

test("an answer before a reset counts", async () => {
  says = "HTTP/1.1 413 Payload Too Large\r\nX-Why: too long\r\n\r\n{}";
  const { status, headers, text } = await sendRaw(url, LONG);
  assert.deepEqual([status, headers.get("x-why"), text], [413, "too long", "{}"]);
});

test("so does the part of one that arrived", async () => {
  says = "HTTP/1.1 413 Payload Too Large\r\nX-Why: too long\r\nX-Cut";
  const { status, headers, text } = await sendRaw(url, LONG);
  assert.deepEqual([status, [...headers.keys()], text], [413, ["x-why"], ""]);
});

test("nothing at all is an error", async () => {
  says = "";
  await assert.rejects(sendRaw(url, LONG), { code: /^(ECONNRESET|EPIPE)$/ });
});
