// Builds the `rsa` crate's two versions to WebAssembly, as the project builds itself.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "../../scripts/lib/lock.js";
import { say, secondsSince } from "../../scripts/lib/log.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { mustRun } from "../../scripts/lib/run.js";
import { wasmToolchain } from "../../scripts/lib/toolchain.js";
import { findWasmBindgen } from "../../scripts/lib/wasm-bindgen.js";

const source = inRoot("bench", "rsa-crates");
const target = inRoot("target", "bench");
const crates = ["rsa-0.9", "rsa-0.10"];

/** Where a crate's bindings and WebAssembly are. */
export const crateOutput = (crate, file) => join(target, "crates", crate, file);

const mark = join(target, "crates", "built");

/** Builds both where their sources or the compiler changed. The machine has to be set up. */
export async function buildCrates() {
  const toolchain = await wasmToolchain();
  // The project's own build takes the same processors.
  await alone("build", async () => {
    const print = fingerprint(toolchain);
    if (existsSync(mark) && readFileSync(mark, "utf8") === print) return;
    const start = performance.now();
    say("bench: the rsa crate, 0.9 and 0.10, to WebAssembly (about a minute the first time)");
    await compile(toolchain);
    for (const crate of crates) await bind(crate);
    writeFileSync(mark, print);
    say(`bench: the rsa crates are built after ${secondsSince(start)} s`);
  });
}

function fingerprint(toolchain) {
  const hash = createHash("sha256").update(JSON.stringify(toolchain));
  const sources = crates.flatMap((crate) => [join(crate, "Cargo.toml"), join(crate, "src/lib.rs")]);
  for (const file of ["Cargo.toml", "Cargo.lock", ...sources]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(source, file)));
  }
  return hash.digest("hex");
}

function compile({ cargo, args, env }) {
  const what = ["build", "--release", "--locked", "--target-dir", join(target, "cargo"), ...args];
  return mustRun(cargo, what, { cwd: source, env });
}

async function bind(crate) {
  const compiled = join(target, "cargo", "wasm32-unknown-unknown", "release");
  const wasm = join(compiled, `bench_${crate.replace(/\W/g, "_")}.wasm`);
  const folder = join(target, "crates", crate);
  mkdirSync(folder, { recursive: true });
  const output = ["--out-dir", folder, "--out-name", "signer", "--no-typescript"];
  await mustRun(await findWasmBindgen(), [wasm, "--target", "web", ...output]);
  const bound = join(folder, "signer_bg.wasm");
  await mustRun("wasm-opt", ["-O3", ...features, bound, "-o", bound]);
}

/** What rustc emits without being asked. */
const features = [
  "--enable-bulk-memory",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];
