/** How the runners that cannot use Node's resolution resolve the package: by esbuild, under one export condition. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * A Worker as its modules: one of JavaScript, and the WebAssembly that it imports by its name.
 *
 * @param {string} entry a file beside this one
 * @param {Record<string, Uint8Array>} [wasm] further WebAssembly that it imports, by its names there
 */
export async function bundleWorker(entry, wasm = {}) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    conditions: ["workerd"],
    format: "esm",
    target: "es2022",
    external: ["cloudflare:*", ...Object.keys(wasm)],
    loader: { ".wasm": "copy" },
    // Several builds have files of one name.
    assetNames: "[name]-[hash]",
    outdir: ".",
    write: false,
    logLevel: "warning",
  });
  const modules = outputFiles.map(({ path, contents }) => ({
    type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
    path: basename(path),
    contents,
  }));
  for (const [path, contents] of Object.entries(wasm)) modules.push({ type: "CompiledWasm", path, contents });
  // The first is the main module.
  return modules.sort((a, b) => (b.type === "ESModule") - (a.type === "ESModule"));
}

/**
 * Where a package's name leads under a condition.
 *
 * @param {string} specifier
 * @param {string} condition
 * @returns {Promise<string>} an absolute path
 */
export async function resolveUnder(specifier, condition) {
  let resolved;
  const plugin = {
    name: "resolve",
    setup: ({ onStart, resolve }) =>
      onStart(async () => {
        resolved = await resolve(specifier, { kind: "import-statement", resolveDir: here });
      }),
  };
  const nothing = { stdin: { contents: "" }, write: false, logLevel: "warning" };
  await build({ ...nothing, conditions: [condition], plugins: [plugin] });
  if (!resolved.path) throw new Error(`nothing resolves ${specifier} under the condition ${condition}`);
  return resolved.path;
}
