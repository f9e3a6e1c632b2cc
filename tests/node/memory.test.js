/** What the package holds is bounded by what it keeps, whoever it has worked for: measured after a collection, not by time. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("memory.program.js", import.meta.url));

test("as much is held after thousands of users, calls and minters as before", (t) => {
  const lines = execFileSync(process.execPath, [program], { encoding: "utf8" }).trimEnd().split("\n");
  const grown = lines.map((line) => JSON.parse(line));
  assert.equal(grown.length, 4);
  for (const { what, heap, buffers } of grown) {
    t.diagnostic(`${what}: heap ${heap}, WebAssembly ${buffers} bytes`);
    // One lost promise a call would be 800 KB of heap and 300 KB of WebAssembly, or more.
    assert.ok(heap < 500_000 && buffers < 200_000, `${what}: heap ${heap}, WebAssembly ${buffers} bytes`);
  }
});
