import { mustRun } from "../lib/run.js";
import { wasmBindgenVersion } from "../lib/toolchain.js";
import { findWasmBindgen, toolsRoot } from "../lib/wasm-bindgen.js";

/** The command that makes JavaScript bindings; its version has to equal the crate's. */
export const wasmBindgen = {
  name: "the wasm-bindgen command, compiled here",
  about: "1 to 3 minutes",
  find: findWasmBindgen,
  async fetch() {
    const version = ["--version", wasmBindgenVersion()];
    // Unoptimised: half the time to compile, and it still needs well under a second to run.
    const how = ["--debug", "--no-default-features", "--bin", "wasm-bindgen"];
    const where = ["--root", toolsRoot];
    await mustRun("cargo", ["install", "wasm-bindgen-cli", ...version, ...how, ...where]);
  },
};
