/** What `npm pack` ships: nothing that is not listed here, every entry with its types, and no complaint of the linters. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { testTool } from "../../scripts/lib/paths.js";
import { run } from "../../scripts/lib/run.js";
import { measure } from "../../scripts/lib/sizes.js";
import { packageEntries } from "./entries.js";
import { freshProject, pack } from "./project.js";

/** A new kind of file needs a line here. */
const KINDS = {
  "package.json": /^package\.json$/,
  "documents": /^(README|CHANGELOG)\.md$/,
  "licences": /^LICENSE-(APACHE|MIT)$/,
  "modules": /^src\/js\/(?!worker\/)[\w./-]+\.js$/,
  "declarations": /^src\/js\/(?!worker\/)[\w./-]+\.d\.ts$/,
  "builds": /^dist\/npm\/(modern|portable)\/(edgemint\.js|edgemint_bg\.wasm|inline\.js)$/,
  "the build for people who are stuck": /^dist\/npm\/diagnose\/(edgemint\.js|edgemint_bg\.wasm)$/,
  "the build of the policy command": /^dist\/tools\/(edgemint\.js|edgemint_bg\.wasm)$/,
};

test("the tarball holds files of the listed kinds, and some of each", async () => {
  const { files } = await pack();
  const kinds = Object.values(KINDS);
  assert.deepEqual(files.filter((file) => !kinds.some((kind) => kind.test(file))), []);
  for (const [name, kind] of Object.entries(KINDS)) assert.ok(files.some((file) => kind.test(file)), name);
});

test("every entry leads to files of the tarball, its types first", async () => {
  const { files } = await pack();
  for (const { name, conditions } of packageEntries) {
    const targets = Object.values(conditions).map((target) => target.replace("./", ""));
    assert.deepEqual(targets.filter((target) => !files.includes(target)), [], name);
    assert.equal(Object.keys(conditions)[0], "types", name);
    assert.equal(Object.keys(conditions).at(-1), "default", name);
  }
});

test("every entry can be imported, and exports something", async () => {
  const cwd = await freshProject();
  for (const { name } of packageEntries) {
    const program = `console.log(Object.keys(await import("${name}")).length)`;
    const { stdout, output } = await run("node", ["--input-type=module", "--eval", program], { cwd });
    assert.ok(Number(stdout) > 0, output);
  }
});

test("a page that only mints downloads less than 100 KB", () => {
  for (const part of ["page", "page_inline"]) assert.ok(measure(part).gzip < 100_000, part);
});

test("publint has nothing to say", async () => {
  const { tarball } = await pack();
  const { code, output } = await run(testTool("publint"), ["run", tarball, "--strict"]);
  assert.equal(code, 0, output);
});

test("are the types wrong? No", async () => {
  const { tarball } = await pack();
  const { code, output } = await run(testTool("attw"), [tarball, "--profile=esm-only", "--no-emoji", "--format=ascii"]);
  assert.equal(code, 0, output);
  for (const { name } of packageEntries) assert.ok(output.includes(`"${name}"`), `attw looked at ${name}`);
});
