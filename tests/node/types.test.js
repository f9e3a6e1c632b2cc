/** The type declarations against use and misuse, and against the codes of the crate. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { complaintsAboutProject } from "../support/typescript.js";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

test("what is meant compiles, and misuse does not", async () => {
  assert.equal(await complaintsAboutProject(fileURLToPath(new URL("tests/types", root))), "");
});

test("EdgemintErrorCode lists the codes of the crate, less the Worker's own", () => {
  const [, union] = /export type EdgemintErrorCode =([^;]+);/.exec(read("src/js/index.d.ts"));
  const declared = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  const codes = [...read("src/proto/code.rs").matchAll(/\/\/\/ (.+)\n\s+[A-Z]\w+ = "(\w+)",/g)];
  assert.ok(codes.length > 20);
  const expected = codes.filter(([, comment]) => !comment.startsWith("The Worker:")).map(([, , code]) => code);
  assert.deepEqual(declared, expected);
});
