// What is built: the npm package in two builds, of which an engine loads one, the Worker, and what
// `npx edgemint policy` calls; and, for tests alone, the signer by itself and a build that traps.
import { inRoot } from "./paths.js";

/**
 * @typedef {object} Face
 * @property {string[]} features The Cargo features that it is compiled with, as arguments.
 * @property {boolean} simd Whether it is for engines with relaxed SIMD.
 * @property {boolean} [small] Whether it is compiled for size alone.
 * @property {string} bindings Where wasm-bindgen's output goes.
 * @property {true} [bare] Whether wasm-bindgen's output stays as it is: no instance replaces another.
 * @property {string} [entry] The JavaScript that esbuild bundles with the bindings.
 * @property {true} [inline] Whether it is wanted as one module of JavaScript as well.
 * @property {string} dist Where the result is.
 * @property {string[]} outputs The files of the result.
 */

/** One build of the npm package; the entries in src/js/entries choose between them. */
const npm = (build, ...features) => ({
  features: ["--no-default-features", "--features", ["js", ...features].join()],
  simd: build === "modern",
  bindings: inRoot("dist", "npm", build),
  inline: true,
  dist: inRoot("dist", "npm", build),
  outputs: ["edgemint.js", "edgemint_bg.wasm", "inline.js"],
});

/** @type {Record<string, Face>} */
export const faces = {
  // Without the `rsa` crate, to be small.
  "npm-modern": npm("modern"),
  "npm-portable": npm("portable", "portable"),
  // Its entry edgemint/diagnose, which signs nothing.
  "npm-diagnose": {
    features: ["--no-default-features", "--features", "diagnose"],
    simd: false,
    small: true,
    bindings: inRoot("dist", "npm", "diagnose"),
    dist: inRoot("dist", "npm", "diagnose"),
    outputs: ["edgemint.js", "edgemint_bg.wasm"],
  },
  worker: {
    features: ["--features", "worker"],
    // workerd has relaxed SIMD.
    simd: true,
    bindings: inRoot("target", "worker"),
    entry: "src/js/worker/entry.js",
    dist: inRoot("dist", "worker"),
    outputs: ["index.js", "edgemint_bg.wasm"],
  },
  // Both signers and their faults. Not under dist/, of which the package is packed.
  "signer-tests": {
    features: ["--features", "signer-tests"],
    simd: true,
    bindings: inRoot("target", "signer-tests"),
    bare: true,
    dist: inRoot("target", "signer-tests"),
    outputs: ["edgemint.js", "edgemint_bg.wasm"],
  },
  // Traps where it is told to, in every engine. As deep as the builds that it stands for.
  traps: {
    features: ["--no-default-features", "--features", "js,portable,traps"],
    simd: false,
    bindings: inRoot("target", "npm", "traps"),
    dist: inRoot("target", "npm", "traps"),
    outputs: ["edgemint.js", "edgemint_bg.wasm"],
  },
  tools: {
    features: ["--no-default-features", "--features", "tools"],
    // Runs in whatever Node is there; it signs nothing.
    simd: false,
    bindings: inRoot("dist", "tools"),
    dist: inRoot("dist", "tools"),
    outputs: ["edgemint.js", "edgemint_bg.wasm"],
  },
};

/** Those that users load, or that are deployed. */
export const shipped = ["npm-modern", "npm-portable", "npm-diagnose", "worker", "tools"];
