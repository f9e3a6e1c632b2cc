// How large what users load is, as it is and compressed.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faces } from "./faces.js";
import { childEnv } from "./run.js";
import { inRoot, root } from "./paths.js";

const results = (name) => faces[name].outputs.map((file) => join(faces[name].dist, file));
const isWasm = (file) => file.endsWith(".wasm");
const wasmOf = (name) => results(name).filter(isWasm).map((file) => readFileSync(file));

const command = (name, args) =>
  execFileSync(name, args, { cwd: root, env: childEnv(), maxBuffer: 1 << 26 });

/** What a page that only mints has as JavaScript, made by a bundler; of the two builds it loads one. */
const pageScript = (entry) =>
  command("esbuild", [
    inRoot("src", "js", "entries", entry),
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--log-level=warning",
    "--external:*/portable/edgemint.js",
    "--external:*/portable/inline.js",
  ]);

/** The package as npm packs it, and as it lies in node_modules. */
function packed() {
  const listing = command("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"]);
  // npm 11 lists packages, npm 12 keeps them by name.
  const [{ size, unpackedSize }] = Object.values(JSON.parse(listing));
  return { raw: unpackedSize, gzip: size };
}

/** The measured parts: when which face has been built, and what is in them. */
const parts = {
  npm_wasm: { face: "npm-modern", contents: () => wasmOf("npm-modern") },
  npm_portable_wasm: { face: "npm-portable", contents: () => wasmOf("npm-portable") },
  npm_js: { face: "npm-modern", contents: () => [pageScript("entry.browser.js")] },
  page: { contents: () => [pageScript("entry.browser.js"), ...wasmOf("npm-modern")] },
  page_inline: { contents: () => [pageScript("entry.inline.js")] },
  npm_package: { sizes: packed },
  npm_diagnose_wasm: { face: "npm-diagnose", contents: () => wasmOf("npm-diagnose") },
  worker_bundle: { face: "worker", contents: () => results("worker").map((file) => readFileSync(file)) },
};

/** The command: Node's zlib packs a little worse, and not the same in every version. */
const gzip = (content) =>
  execFileSync("gzip", ["-9", "-c"], { input: content, maxBuffer: 1 << 26 });

function sizesOf(contents) {
  const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0);
  return {
    raw: total(contents.map((content) => content.length)),
    gzip: total(contents.map((content) => gzip(content).length)),
  };
}

/** The size of one part: bytes, and bytes after gzip -9 of each file. */
export const measure = (part) => parts[part].sizes?.() ?? sizesOf(parts[part].contents());

/** The names of all parts. */
export const allParts = Object.keys(parts);

/** The sizes of a face in one line. */
export const describeSizes = (face) =>
  allParts
    .filter((part) => parts[part].face === face)
    .map((part) => {
      const { raw, gzip } = measure(part);
      return `${part} ${raw} bytes, ${gzip} after gzip`;
    })
    .join("; ");
