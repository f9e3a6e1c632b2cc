// What is built: one WebAssembly module for each face of the crate.
import { inRoot } from "./paths.js";

/**
 * @typedef {object} Face
 * @property {string} feature The Cargo feature that it is compiled with.
 * @property {string} bindings Where wasm-bindgen's output goes.
 * @property {string[]} bindgen Further arguments for wasm-bindgen.
 * @property {string} [entry] The JavaScript that esbuild bundles with the bindings.
 * @property {string} dist Where the result is.
 * @property {string[]} outputs The files of the result.
 */

/** @type {Record<string, Face>} */
export const faces = {
  npm: {
    feature: "js",
    bindings: inRoot("dist", "npm"),
    bindgen: [],
    dist: inRoot("dist", "npm"),
    outputs: ["edgemint.js", "edgemint_bg.wasm"],
  },
  worker: {
    feature: "worker",
    bindings: inRoot("target", "worker"),
    // src/js/worker.js replaces an instance that trapped.
    bindgen: ["--experimental-reset-state-function"],
    entry: "src/js/worker.js",
    dist: inRoot("dist", "worker"),
    outputs: ["index.js", "edgemint_bg.wasm"],
  },
};
