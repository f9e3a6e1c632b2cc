// Prints how large the results are: a table, or with --json one object on standard output.
import { build } from "./build.js";
import { shipped } from "./lib/faces.js";
import { isMain, main } from "./lib/log.js";
import { allParts, measure } from "./lib/sizes.js";
import { setup } from "./setup.js";

const titles = {
  npm_wasm: "npm package, WebAssembly",
  npm_portable_wasm: "npm package, portable WebAssembly",
  npm_diagnose_wasm: "npm package, edgemint/diagnose",
  npm_js: "npm package, JavaScript in a page",
  page: "a page that mints, all it downloads",
  page_inline: "the same with edgemint/inline",
  npm_package: "npm package, unpacked; its tarball",
  worker_bundle: "Worker, all that is uploaded",
};

function asTable(sizes) {
  const row = (title, raw, gzip) => `${title.padEnd(38)}${raw.padStart(12)}${gzip.padStart(12)}`;
  const number = (bytes) => bytes.toLocaleString("en");
  const rows = sizes.map(([part, { raw, gzip }]) => row(titles[part], number(raw), number(gzip)));
  return [row("bytes", "raw", "gzip -9"), ...rows].join("\n");
}

function asJson(sizes) {
  const entries = (kind) => sizes.map(([part, size]) => [`${part}_${kind}`, size[kind]]);
  return JSON.stringify(Object.fromEntries([...entries("gzip"), ...entries("raw")]));
}

if (isMain(import.meta)) {
  await main(async () => {
    await setup({ for: "build" });
    await build(shipped);
    const sizes = allParts.map((part) => [part, measure(part)]);
    console.log(process.argv.includes("--json") ? asJson(sizes) : asTable(sizes));
  });
}
