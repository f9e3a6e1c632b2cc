// A build of the npm package as one module of JavaScript: its bindings, and the WebAssembly as text.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { mustRun } from "./run.js";

/**
 * Writes `inline.js` beside a build. It exports what the bindings export, and `packed`: base64 of the
 * gzip of the WebAssembly.
 *
 * @param {string} folder of the build
 */
export async function writeInline(folder) {
  // Bundlers would follow the URL that is made of it, to a file that nobody loads.
  const withoutUrl = ["--define:import.meta.url=undefined", "--target=es2022"];
  const { stdout } = await mustRun("esbuild", [join(folder, "edgemint.js"), ...withoutUrl]);
  const packed = gzipSync(readFileSync(join(folder, "edgemint_bg.wasm")), { level: 9 });
  const text = `export const packed = "${packed.toString("base64")}";\n`;
  writeFileSync(join(folder, "inline.js"), stdout + text);
}
