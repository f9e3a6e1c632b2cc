// How large what users load is, as it is and compressed.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { faces } from "./faces.js";
import { inRoot } from "./paths.js";

/** What a browser loads of the npm package beside a build: all but the other entries. */
const packageScripts = () =>
  readdirSync(inRoot("src", "js"), { recursive: true })
    .filter((file) => file.endsWith(".js") && !/worker|workerd|node|scopes|diagnose|cli/.test(file))
    .map((file) => inRoot("src", "js", file));

const results = (name) => faces[name].outputs.map((file) => join(faces[name].dist, file));
const isWasm = (file) => file.endsWith(".wasm");

/** The measured parts: of which face, and which files. */
const parts = {
  npm_wasm: { face: "npm-modern", files: () => results("npm-modern").filter(isWasm) },
  npm_portable_wasm: { face: "npm-portable", files: () => results("npm-portable").filter(isWasm) },
  npm_js: {
    face: "npm-modern",
    files: () => [...results("npm-modern").filter((file) => !isWasm(file)), ...packageScripts()],
  },
  npm_diagnose_wasm: { face: "npm-diagnose", files: () => results("npm-diagnose").filter(isWasm) },
  worker_bundle: { face: "worker", files: () => results("worker") },
};

/** The command: Node's zlib packs a little worse, and not the same in every version. */
const gzip = (content) =>
  execFileSync("gzip", ["-9", "-c"], { input: content, maxBuffer: 1 << 26 });

/** The size of one part: bytes, and bytes after gzip -9 of each file. */
export function measure(part) {
  const contents = parts[part].files().map((file) => readFileSync(file));
  const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0);
  return {
    raw: total(contents.map((content) => content.length)),
    gzip: total(contents.map((content) => gzip(content).length)),
  };
}

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
