// What a build was made from, in one hash: times of files mean nothing after a clone.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { inRoot, root } from "./paths.js";

const inputs = [
  "Cargo.toml",
  "Cargo.lock",
  "package-lock.json",
  "scripts/build.js",
  "scripts/lib/faces.js",
  "scripts/lib/glue.js",
  "scripts/lib/inline.js",
  "scripts/lib/toolchain.js",
];

/** A hash over everything that a face's result depends on. */
export function fingerprint(face, toolchain) {
  const hash = createHash("sha256").update(JSON.stringify([face, toolchain]));
  for (const file of [...inputs, ...crateSources(), ...bundled(face)]) {
    hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  }
  return hash.digest("hex");
}

/** All of src/ but the JavaScript: the crate may include files that are not Rust. */
const crateSources = () => filesIn("src").filter((file) => !file.startsWith(join("src", "js")));

/** The JavaScript that is bundled with the bindings: what stands beside the entry, and the rooms that it may import from. */
const bundled = ({ entry }) => (entry ? [dirname(entry), ...SHARED].flatMap(filesIn) : []);

/** What the npm package and the Worker have in common; tests/layering holds that the Worker imports no more. */
const SHARED = ["generated", "shared", "wasm"].map((room) => join("src", "js", room));

function filesIn(folder) {
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const mark = (name) => inRoot("target", "built", name);

/** Whether the results of a face are there and were made from this. */
export function isBuilt(name, face, print) {
  const complete = face.outputs.every((file) => existsSync(join(face.dist, file)));
  return complete && existsSync(mark(name)) && readFileSync(mark(name), "utf8") === print;
}

/** Notes what the results of a face were made from. */
export function noteBuilt(name, print) {
  mkdirSync(dirname(mark(name)), { recursive: true });
  writeFileSync(mark(name), print);
}
