/** What a command reads has an end, also where the file, the pipe or the device has none. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";

import { cli } from "../../src/js/cli/cli.js";
import { readStream } from "../../src/js/cli/input.js";

function* endless() {
  for (;;) yield "a".repeat(1 << 16);
}

/** The command in this process, with a standard input that never ends. */
async function run(...args) {
  const written = { stdout: "", stderr: "" };
  const to = (name) => ({ write: (text) => (written[name] += text) });
  const code = await cli(args, { stdin: Readable.from(endless()), stdout: to("stdout"), stderr: to("stderr"), env: {} });
  return { code, ...written };
}

test("of a stream without end the beginning is read", async () => {
  const { length } = await readStream(Readable.from(endless()));
  assert.ok(length > 1 << 20 && length < 2 << 20, `${length}`);
});

test("a key without end is refused as too large", async () => {
  const { code, stderr } = await run("token", "--key", "-", "--user", "ada@example.com", "--scopes", "openid");
  assert.equal(code, 1);
  assert.match(stderr, /64 KiB|large/);
});

for (const [command, expected] of [
  ["inspect", 1],
  ["explain", 1],
]) {
  test(`${command} ends`, async () => {
    assert.equal((await run(command, "-")).code, expected);
  });
}

test("an environment's variable is one of its own", async () => {
  const { stderr } = await run("token", "--key", "env:toString", "--user", "ada@example.com", "--scopes", "openid");
  assert.match(stderr, /not set/);
});
