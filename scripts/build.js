// Builds the WebAssembly: `node scripts/build.js [face ...]`, where faces are named in lib/faces.js;
// those that are shipped when none is named.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { faces, shipped } from "./lib/faces.js";
import { fingerprint, isBuilt, noteBuilt } from "./lib/fingerprint.js";
import { makeGuarded } from "./lib/glue.js";
import { writeInline } from "./lib/inline.js";
import { alone } from "./lib/lock.js";
import { isMain, main, say, secondsSince, Trouble } from "./lib/log.js";
import { assemblePage } from "./lib/page.js";
import { inRoot } from "./lib/paths.js";
import { mustRun } from "./lib/run.js";
import { describeSizes } from "./lib/sizes.js";
import { wasmToolchain } from "./lib/toolchain.js";
import { findWasmBindgen } from "./lib/wasm-bindgen.js";
import { setup } from "./setup.js";

/** Apart from the native build, so that neither makes the other start over. */
const targetDir = inRoot("target", "wasm");

/** What rustc emits today and every engine we support runs. */
const wasmFeatures = [
  "bulk-memory",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
];

/** What the fast signer is made of: two multiplications at a time, each fused with its addition. */
const simdFeatures = ["simd128", "relaxed-simd"];
/** Binaryen has its own name for the first. */
const wasmOptName = (feature) => (feature === "simd128" ? "simd" : feature);

/** Without the threshold, code for cases that cannot occur is not seen to be dead: 4 KB after gzip. */
const smallest = ["-Copt-level=z", "-Cllvm-args=-inline-threshold=50"];

/**
 * Builds the named faces where they are not up to date. The machine has to be set up.
 *
 * @param {string[]} [names]
 */
export async function build(names = shipped) {
  const toolchain = await wasmToolchain();
  await alone("build", async () => {
    for (const name of names) await bringUpToDate(name, faces[name], toolchain);
    // What is deployed with the Worker.
    if (shipped.every((name) => names.includes(name))) assemblePage();
  });
}

async function bringUpToDate(name, face, toolchain) {
  const print = fingerprint(face, toolchain);
  if (isBuilt(name, face, print)) return;
  say(`build: ${name}: from Rust to WebAssembly (two minutes the first time, later one)`);
  await buildFace(name, face, toolchain);
  noteBuilt(name, print);
  say(`build: ${name}: ${describeSizes(name) || "ready"}`);
}

async function buildFace(name, face, toolchain) {
  const step = (what, work) => timed(`build: ${name}: ${what}`, work);
  const wasm = join(face.bindings, "edgemint_bg.wasm");
  rmSync(face.bindings, { recursive: true, force: true });
  rmSync(face.dist, { recursive: true, force: true });
  await step("cargo", () => compile(face, toolchain));
  await step("wasm-bindgen", () => bind(face));
  await step("wasm-opt", () => optimise(wasm, face));
  if (face.entry) await step("esbuild", () => bundle(face));
  if (face.inline) await step("inline", () => writeInline(face.dist));
}

async function timed(what, work) {
  const start = performance.now();
  await work();
  say(`${what}: ${secondsSince(start)} s`);
}

/**
 * `cargo rustc`, because it says two things of the crate alone: that it is no `rlib` here, beside
 * which there is no link-time optimisation, and its target features, for which RUSTFLAGS would
 * compile the standard library and every dependency a second time.
 */
function compile({ features, simd, small }, { cargo, args, env }) {
  const what = ["--release", "--locked", "--lib", "--crate-type", "cdylib", ...features];
  const enabled = simdFeatures.map((name) => `+${name}`).join(",");
  const rustc = [
    ...(simd ? [`-Ctarget-feature=${enabled}`] : []),
    ...(small ? smallest : []),
  ];
  return mustRun(
    cargo,
    ["rustc", ...what, "--target-dir", targetDir, ...args, "--", ...rustc],
    { env },
  );
}

async function bind(face) {
  const wasm = join(targetDir, "wasm32-unknown-unknown", "release", "edgemint.wasm");
  const output = ["--out-dir", face.bindings, "--out-name", "edgemint", "--no-typescript"];
  await mustRun(await findWasmBindgen(), [wasm, "--target", "web", ...output]);
  if (!face.bare) makeGuarded(join(face.bindings, "edgemint.js"));
}

/** For speed: against -Oz a signature is a seventh faster, the module a hundredth larger. */
function optimise(wasm, { simd }) {
  const features = [...wasmFeatures, ...(simd ? simdFeatures.map(wasmOptName) : [])];
  const enabled = features.map((name) => `--enable-${name}`);
  return mustRun("wasm-opt", ["-O3", ...enabled, wasm, "-o", wasm]);
}

/** The Worker as one module; the WebAssembly is copied beside it and imported by its name. */
const bundle = ({ entry, dist }) =>
  mustRun("esbuild", [
    entry,
    "--bundle",
    "--format=esm",
    "--target=es2022",
    "--minify",
    "--external:cloudflare:*",
    "--loader:.wasm=copy",
    "--asset-names=[name]",
    `--outdir=${dist}`,
    "--entry-names=index",
  ]);

if (isMain(import.meta)) {
  await main(async () => {
    const names = process.argv.slice(2);
    const unknown = names.find((name) => !faces[name]);
    if (unknown) {
      throw new Trouble(`There is no "${unknown}" to build. There are: ${Object.keys(faces).join(", ")}.`);
    }
    await setup({ for: "build" });
    await build(names.length ? names : undefined);
  });
}
