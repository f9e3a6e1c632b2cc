/** The type declarations against the documented use, and against the codes of the crate. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

test("the documented examples compile, and misuse does not", async () => {
  const tsc = createRequire(import.meta.url).resolve("typescript/package.json").replace("package.json", "bin/tsc");
  const project = fileURLToPath(new URL("tests/types", root));
  const { code = 0, stdout } = await promisify(execFile)(process.execPath, [tsc, "--project", project]).catch(
    (failure) => failure,
  );
  assert.equal(code, 0, stdout);
});

test("EdgemintErrorCode lists the codes of the crate, less the Worker's own", () => {
  const [, union] = /export type EdgemintErrorCode =([^;]+);/.exec(read("src/js/index.d.ts"));
  const declared = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  const codes = [...read("src/proto/code.rs").matchAll(/\/\/\/ (.+)\n\s+[A-Z]\w+ = "(\w+)",/g)];
  assert.ok(codes.length > 20);
  const expected = codes.filter(([, comment]) => !comment.startsWith("The Worker:")).map(([, , code]) => code);
  assert.deepEqual(declared, expected);
});
