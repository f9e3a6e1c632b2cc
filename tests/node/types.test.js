/** The type declarations against use and misuse, and against the codes of the crate. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { complaintsAboutProject } from "../support/typescript.js";

const root = new URL("../../", import.meta.url);

test("what is meant compiles, and misuse does not", async () => {
  assert.equal(await complaintsAboutProject(fileURLToPath(new URL("tests/types", root))), "");
});

test("the declarations stand without a page's types", async () => {
  assert.equal(await complaintsAboutProject(fileURLToPath(new URL("tests/types/node", root))), "");
});
