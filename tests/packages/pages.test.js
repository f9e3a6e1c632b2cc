/** The package in pages: through bundlers without a plugin or a setting, and with no bundler at all. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { testTool } from "../../scripts/lib/paths.js";
import { mustRun } from "../../scripts/lib/run.js";
import { installedEntry } from "./entries.js";
import { useGoogle } from "./google.js";
import { usePages } from "./pages.js";
import { freshProject } from "./project.js";
import { buildWithVite, buildWithWebpack, startVite } from "./tools.js";

const { settings, assertMinted } = await useGoogle();
const { mintInFolder, mintAt } = await usePages();

/** @param {{ script?: string, imports?: object, kind?: string }} [page] */
function writePage(folder, { script = "./page.js", imports = {}, kind = "module" } = {}) {
  const head = ["<!doctype html><title>edgemint</title>", '<link rel="icon" href="data:,">'];
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const page = [...head, ...(Object.keys(imports).length ? [map] : []), `<script type="${kind}" src="${script}"></script>`];
  writeFileSync(join(folder, "index.html"), page.join("\n"));
}

async function assertMintsInFolder(folder, wasm = 1) {
  const minted = await mintInFolder(folder, { settings });
  assertMinted(minted);
  assert.equal(minted.wasm.length, wasm, "of the two builds it downloads one");
}

test("Vite's build", async () => {
  const folder = await freshProject();
  writePage(folder);
  await assertMintsInFolder(await buildWithVite(folder));
});

test("Vite's development server", async () => {
  const folder = await freshProject();
  writePage(folder);
  const vite = await startVite(folder);
  try {
    assertMinted(await mintAt(vite.url, settings));
  } finally {
    await vite.close();
  }
});

test("webpack", async () => {
  const folder = await freshProject();
  writePage(folder, { script: "./main.js" });
  const dist = await buildWithWebpack(folder, "./page.js");
  writePage(dist, { script: "./main.js", kind: "text/javascript" });
  await assertMintsInFolder(dist);
});

for (const format of ["esm", "iife"]) {
  test(`esbuild, by edgemint/inline, as one file: ${format}`, async () => {
    const folder = await freshProject("edgemint/inline");
    await mustRun("esbuild", ["page.js", "--bundle", `--format=${format}`, "--outdir=dist"], { cwd: folder });
    writePage(join(folder, "dist"), { kind: format === "esm" ? "module" : "text/javascript" });
    await assertMintsInFolder(join(folder, "dist"), 0);
  });
}

for (const [entry, wasm] of Object.entries({ edgemint: 1, "edgemint/inline": 0 })) {
  test(`${entry} by an import map, from a plain file server`, async () => {
    const folder = await freshProject(entry);
    writePage(folder, { imports: { [entry]: installedEntry(entry, "browser") } });
    await assertMintsInFolder(folder, wasm);
  });
}

test("edgemint/inline in a page whose policy forbids WebAssembly says so", async () => {
  const folder = await freshProject("edgemint/inline");
  writePage(folder);
  const dist = await buildWithVite(folder);
  const headers = { "Content-Security-Policy": "script-src 'self'" };
  const refused = await mintInFolder(dist, { headers, settings });
  assert.deepEqual([refused.name, refused.code], ["EdgemintError", "signer_unsupported"]);
  assert.match(refused.remedy, /'wasm-unsafe-eval'/);
});
