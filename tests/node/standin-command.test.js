/** The stand-in as a command of its own. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { createTokenClient, JWT_BEARER, startGoogle } from "../../standin/index.js";

let google;
let client;

before(async () => {
  google = await startGoogle();
  client = createTokenClient(google);
});
after(() => google.close());

describe("the command", () => {
  const script = fileURLToPath(new URL("../../standin/command.js", import.meta.url));

  test("says where it serves, writes the key, and ends when told", async () => {
    const folder = await mkdtemp(join(tmpdir(), "standin-"));
    const keyFile = join(folder, "key.json");
    const child = spawn(process.execPath, [script, "--key-out", keyFile], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    try {
      const [line] = await once(createInterface(child.stdout), "line");
      const said = JSON.parse(line);
      assert.equal(said.keyFile, keyFile);
      assert.ok(said.users.includes("ada@example.com"));
      const key = JSON.parse(await readFile(keyFile, "utf8"));
      assert.equal(key.token_uri, said.tokenUri);
      const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion: await client.sign({ key }) });
      assert.equal((await fetch(said.tokenUri, { method: "POST", body })).status, 200);
    } finally {
      child.kill("SIGTERM");
      await rm(folder, { recursive: true });
    }
    assert.deepEqual(await exited, [0, null]);
  });

  test("names a taken port", async () => {
    const { port } = new URL(google.url);
    const child = spawn(process.execPath, [script, "--port", port], { stdio: ["ignore", "ignore", "pipe"] });
    const [chunk] = await once(child.stderr.setEncoding("utf8"), "data");
    assert.match(chunk, /port \d+ is taken/);
    assert.equal((await once(child, "exit"))[0], 1);
  });
});
