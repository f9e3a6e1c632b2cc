// What the test command runs, in this order.
import { build } from "../build.js";
import { cargoCounts, lastLineCounts, nodeCounts } from "./counts.js";
import { shipped } from "./faces.js";
import { inRoot, testTool } from "./paths.js";
import { run } from "./run.js";
import { wasmToolchain } from "./toolchain.js";
import { wranglerEnv } from "./wrangler.js";

/**
 * @typedef {object} Step
 * @property {string} name What `npm test -- <name>` calls it.
 * @property {string} what What it runs, for people.
 * @property {"rust" | "build" | "test"} setup What the machine has to have.
 * @property {string[]} [faces] What has to be built for it.
 * @property {() => Promise<{ code: number, output: string }>} run
 * @property {boolean} [inPairs] Whether another such step may run beside it; it shows nothing meanwhile.
 * @property {(output: string) => { passed: number, failed: number }} [counts]
 *   Reads how many tests ran. A step without it is one test.
 */

const command = (name, ...args) => ({
  what: [name, ...args].join(" "),
  run: () => run(name, args, { show: true, env: wranglerEnv }),
});

const clippy = (...features) =>
  command("cargo", "clippy", "--locked", "--all-targets", ...features, "--", "-D", "warnings");

const suite = (...args) => suiteBy("node", "node", ...args);
/** In another runtime, one of those that only tests need. */
const suiteIn = (runtime, ...args) => suiteBy(runtime, testTool(runtime), ...args);
const suiteBy = (name, executable, ...args) => ({
  what: [name, ...args].join(" "),
  run: () => run(executable, args, { env: wranglerEnv }),
  inPairs: true,
  counts: lastLineCounts,
});
const cargoTests = (...args) => ({
  ...command("cargo", "test", "--locked", ...args),
  counts: cargoCounts,
});
const nodeTests = (files, filesAtATime = 2) => ({
  ...command("node", "--test", "--test-reporter=spec", `--test-concurrency=${filesAtATime}`, files),
  counts: nodeCounts,
});

/** The crate has to compile to WebAssembly with neither face: the core is free of JavaScript. */
async function compileCore() {
  const { cargo, args, env } = await wasmToolchain();
  const where = ["--release", "--locked", "--lib", "--target-dir", inRoot("target", "wasm")];
  return run(cargo, ["check", ...where, ...args], { env, show: true });
}

async function buildAll() {
  await build(shipped);
  return { code: 0, output: "" };
}

const onPackages = { setup: "build", faces: shipped };
/** In a browser, or with other tools than the build needs. */
const elsewhere = { setup: "test", faces: shipped };
const onSigner = { setup: "build", faces: ["signer-tests"] };
const signerInBrowser = { setup: "test", faces: ["signer-tests"] };
const onTraps = { setup: "build", faces: ["traps"] };
const trapsElsewhere = { setup: "test", faces: ["traps"] };
/** The shipped builds have to notice as well. */
const unfused = { setup: "test", faces: [...shipped, "signer-tests"] };
const unfusedSuite = (...args) => ({ ...unfused, ...suite(...args) });

/** V8 then multiplies and adds separately, as an engine may. */
const noFma = "--no-enable-fma3";

/** @type {Step[]} */
export const steps = [
  { name: "format", setup: "rust", ...command("cargo", "fmt", "--check") },
  { name: "clippy", setup: "rust", ...clippy() },
  { name: "clippy-diagnose", setup: "rust", ...clippy("--features", "diagnose") },
  { name: "clippy-js", setup: "rust", ...clippy("--features", "js") },
  { name: "clippy-worker", setup: "rust", ...clippy("--features", "worker") },
  { name: "clippy-signer-tests", setup: "rust", ...clippy("--features", "signer-tests") },
  { name: "clippy-traps", setup: "rust", ...clippy("--features", "js,traps") },
  { name: "clippy-tools", setup: "rust", ...clippy("--features", "tools") },
  { name: "native", setup: "rust", ...cargoTests() },
  { name: "native-faults", setup: "rust", ...cargoTests("--features=faults", "--test=faults") },
  { name: "core-wasm", setup: "build", what: "cargo check for wasm32", run: compileCore },
  { name: "build", setup: "build", what: "the npm package, the Worker and the tools", run: buildAll },
  { name: "node", setup: "build", faces: shipped, ...nodeTests("tests/node/*.test.js") },
  { name: "runtime-node", ...onPackages, ...suite("tests/runtime/run-node.js") },
  { name: "runtime-node-portable", ...onPackages, ...suite("tests/runtime/run-node-portable.js") },
  { name: "runtime-workerd", ...onPackages, ...suite("tests/runtime/run-workerd.js") },
  { name: "runtime-deno", ...elsewhere, ...suiteIn("deno", "run", "--allow-all", "tests/runtime/run-deno.js") },
  { name: "runtime-bun", ...elsewhere, ...suiteIn("bun", "tests/runtime/run-bun.js") },
  { name: "runtime-chromium", ...elsewhere, ...suite("tests/runtime/run-chromium.js") },
  { name: "runtime-chromium-inline", ...elsewhere, ...suite("tests/runtime/run-chromium-inline.js") },
  { name: "signer-node", ...onSigner, ...suite("tests/runtime/run-signer-node.js") },
  { name: "signer-workerd", ...onSigner, ...suite("tests/runtime/run-signer-workerd.js") },
  { name: "signer-chromium", ...signerInBrowser, ...suite("tests/runtime/run-signer-chromium.js") },
  { name: "traps-node", ...onTraps, ...suite("tests/runtime/run-traps-node.js") },
  { name: "traps-workerd", ...onTraps, ...suite("tests/runtime/run-traps-workerd.js") },
  { name: "traps-deno", ...trapsElsewhere, ...suiteIn("deno", "run", "--allow-all", "tests/runtime/run-traps-node.js") },
  { name: "traps-bun", ...trapsElsewhere, ...suiteIn("bun", "tests/runtime/run-traps-node.js") },
  { name: "traps-chromium", ...trapsElsewhere, ...suite("tests/runtime/run-traps-chromium.js") },
  { name: "unfused-node", ...unfusedSuite(noFma, "tests/runtime/run-unfused-node.js") },
  { name: "unfused-workerd", ...unfusedSuite("tests/runtime/run-unfused-workerd.js") },
  { name: "unfused-chromium", ...unfusedSuite("tests/runtime/run-unfused-chromium.js") },
  { name: "packages", ...elsewhere, ...nodeTests("tests/packages/*.test.js") },
  { name: "worker", ...onPackages, ...nodeTests("tests/worker/*.test.js") },
  { name: "page", ...elsewhere, ...nodeTests("tests/page/*.test.js") },
  { name: "deploy", ...onPackages, ...command("wrangler", "deploy", "--dry-run") },
];
