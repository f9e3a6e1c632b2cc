/** The package in bundles for workerd and for Node. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

import { mustRun } from "../../scripts/lib/run.js";
import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { packageEntries } from "./entries.js";
import { useGoogle } from "./google.js";
import { freshProject } from "./project.js";
import { buildWithWrangler } from "./tools.js";

const { settings, assertMinted } = await useGoogle();

/** What the Worker in a folder of modules answers in workerd, whose main one is worker.js. */
async function answerOfWorker(folder) {
  const types = { js: "ESModule", wasm: "CompiledWasm" };
  const modules = readdirSync(folder)
    .map((path) => ({ type: types[path.split(".").at(-1)], path, contents: readFileSync(join(folder, path)) }))
    .filter(({ type }) => type)
    .sort((a, b) => (b.path === "worker.js") - (a.path === "worker.js"));
  const quietly = { host: "127.0.0.1", port: 0, cf: false, telemetry: { enabled: false } };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ name: "user", modules, compatibilityDate, ...quietly }));
  try {
    const body = JSON.stringify(settings);
    return await (await miniflare.dispatchFetch("http://user/", { method: "POST", body })).json();
  } finally {
    await miniflare.dispose();
  }
}

for (const entry of ["edgemint", "edgemint/inline"]) {
  test(`wrangler's bundle of a Worker with ${entry}`, async () => {
    const folder = await freshProject(entry);
    assertMinted(await answerOfWorker(await buildWithWrangler(folder, "worker.js")));
  });
}

test("edgemint/inline in a Worker that was not bundled for one says what to import", async () => {
  const folder = await freshProject("edgemint/inline");
  await mustRun("esbuild", ["worker.js", "--bundle", "--format=esm", "--outdir=dist"], { cwd: folder });
  const { name, code, remedy } = await answerOfWorker(join(folder, "dist"));
  assert.deepEqual([name, code], ["EdgemintError", "signer_unsupported"]);
  assert.match(remedy, /In a Cloudflare Worker use "edgemint"/);
});

test("esbuild's bundle for Node with edgemint/inline, and with edgemint beside it", async () => {
  const forms = { "edgemint/inline": [], edgemint: ["--packages=external"] };
  for (const [entry, more] of Object.entries(forms)) {
    const cwd = await freshProject(entry);
    const how = ["--bundle", "--platform=node", "--format=esm", "--outdir=dist", ...more];
    await mustRun("esbuild", ["command.js", ...how], { cwd });
    const env = { SETTINGS: JSON.stringify(settings) };
    const { stdout } = await mustRun("node", ["dist/command.js"], { cwd, env });
    assertMinted(JSON.parse(stdout));
  }
});

test("every entry can be bundled, without a warning, for a page and for a Worker", async () => {
  const resolveDir = await freshProject();
  for (const condition of ["browser", "workerd"]) {
    for (const { name } of packageEntries) {
      const { warnings } = await build({
        stdin: { contents: `export * from "${name}";`, resolveDir },
        bundle: true,
        format: "esm",
        conditions: [condition],
        external: ["cloudflare:*"],
        loader: { ".wasm": "copy" },
        outdir: resolveDir,
        write: false,
        logLevel: "silent",
      });
      assert.deepEqual(warnings, [], `${name} for ${condition}`);
    }
  }
});
