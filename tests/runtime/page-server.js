/** Serves a page with the repository's modules as they are: no bundler stands between the package and the browser. */
import { readFile } from "node:fs/promises";
import { extname, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { listen } from "../support/listen.js";
import { resolveUnder } from "./bundle.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** All that the page may ask for. */
const FOLDERS = [
  "/dist/npm/",
  "/node_modules/qunit/",
  "/src/js/",
  "/target/npm/traps/",
  "/target/signer-tests/",
  "/tests/runtime/",
  "/tests/support/",
];
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
/** The package's other names, which a page without a bundler learns from an import map. */
const NAMES = ["edgemint/caches", "edgemint/diagnose", "qunit"];

/**
 * @param {string} [entry] what the page is given for "edgemint"
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function servePage(entry = "edgemint") {
  const page = await importMapPage({ edgemint: entry, ...Object.fromEntries(NAMES.map((name) => [name, name])) });
  return listen(async ({ url }, response) => {
    const { status, type, body } = url === "/" ? page : await file(url);
    response.writeHead(status, { "Content-Type": type }).end(body);
  });
}

/** @param {Record<string, string>} names which a page without a bundler learns from an import map */
async function importMapPage(names) {
  const imports = {};
  for (const [name, specifier] of Object.entries(names)) {
    const path = await resolveUnder(specifier, "browser");
    imports[name] = "/" + relative(root, path).replaceAll("\\", "/");
  }
  const head = [
    "<!doctype html><title>edgemint's suite</title>",
    '<link rel="icon" href="data:,">',
    // In a complete page QUnit would start as soon as it is loaded, before any test is there.
    "<script>globalThis.qunit_config_autostart = false;</script>",
    `<script type="importmap">${JSON.stringify({ imports })}</script>`,
  ];
  return { status: 200, type: "text/html; charset=utf-8", body: head.join("\n") };
}

async function file(url) {
  const path = posix.normalize(url);
  const type = TYPES[extname(path)];
  if (type && FOLDERS.some((folder) => path.startsWith(folder))) {
    const body = await readFile(new URL(`.${path}`, new URL("../../", import.meta.url))).catch(() => null);
    if (body) return { status: 200, type, body };
  }
  return { status: 404, type: "text/plain", body: `nothing is served at ${path}\n` };
}
