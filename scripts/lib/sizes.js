// How large what users load is, as it is and compressed.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { faces } from "./faces.js";
import { inRoot } from "./paths.js";

/** What a browser loads of the npm package beside the bindings: all but the other entries. */
const packageScripts = () =>
  readdirSync(inRoot("src", "js"), { recursive: true })
    .filter((file) => file.endsWith(".js") && !/worker|workerd|node/.test(file))
    .map((file) => inRoot("src", "js", file));

const results = (name) => faces[name].outputs.map((file) => join(faces[name].dist, file));
const isWasm = (file) => file.endsWith(".wasm");

/** Which files make up each measured part. */
const parts = {
  npm_wasm: () => results("npm").filter(isWasm),
  npm_js: () => [...results("npm").filter((file) => !isWasm(file)), ...packageScripts()],
  worker_bundle: () => results("worker"),
};

/** The command: Node's zlib packs a little worse, and not the same in every version. */
const gzip = (content) =>
  execFileSync("gzip", ["-9", "-c"], { input: content, maxBuffer: 1 << 26 });

/** The size of one part: bytes, and bytes after gzip -9 of each file. */
export function measure(part) {
  const contents = parts[part]().map((file) => readFileSync(file));
  const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0);
  return {
    raw: total(contents.map((content) => content.length)),
    gzip: total(contents.map((content) => gzip(content).length)),
  };
}

/** The names of a face's parts, or of all. */
export const partsOf = (face = "") => Object.keys(parts).filter((name) => name.startsWith(face));

/** The sizes of a face in one line. */
export const describeSizes = (face) =>
  partsOf(face)
    .map((part) => {
      const { raw, gzip } = measure(part);
      return `${part} ${raw} bytes, ${gzip} after gzip`;
    })
    .join("; ");
