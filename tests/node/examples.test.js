/** Every example that the documents and the type declarations show is held by the package's own types. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { inRoot } from "../../scripts/lib/paths.js";
import { complaintsAbout, examplesOf } from "../support/examples.js";

const files = globSync(["README.md", "docs/*.md", "src/js/**/*.d.ts"], { cwd: inRoot() }).sort();
const examples = files.flatMap((file) => examplesOf(file, readFileSync(inRoot(file), "utf8")));

test("the documented examples compile", async () => {
  for (const file of ["README.md", "src/js/index.d.ts"]) {
    assert.ok(examples.some((example) => example.file === file), file);
  }
  assert.equal(await complaintsAbout(examples), "");
});

test("an example that the types refuse is complained about, by its line", async () => {
  const text = [
    "Make one:",
    "",
    "```js",
    'import { createMinter } from "edgemint";',
    "",
    'const other = await createMinter({ credential: "" });',
    "```",
  ].join("\n");
  const complaints = await complaintsAbout(examplesOf("docs/MADE_UP.md", text));
  assert.match(complaints, /^docs\/MADE_UP\.md\(6,\d+\): .*'credential'/);
});

test("a fragment may use a minter that it does not make, by its types", async () => {
  const text = '  * ```ts\n  * const { accessToken } = await minter.getToken("ada@example.com", 7);\n  * ```\n';
  const complaints = await complaintsAbout(examplesOf("index.d.ts", text));
  assert.match(complaints, /^index\.d\.ts\(2,\d+\): .*'7' is not assignable/);
});
