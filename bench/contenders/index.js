// Who signs in the benchmark. Each has a module here with one function:
// `load(key, wasm)` gives `sign(signingInput)`, which gives the signed assertion.
import { crateOutput } from "../lib/crates.js";
import { inRoot } from "../../scripts/lib/paths.js";

/**
 * @typedef {object} Contender
 * @property {string} name In the table.
 * @property {string} id Its module's name.
 * @property {string} [wasm] Its WebAssembly.
 */

/** @type {Contender[]} */
export const contenders = [
  {
    name: "edgemint relaxed-simd",
    id: "edgemint-relaxed-simd",
    wasm: inRoot("dist", "npm", "modern", "edgemint_bg.wasm"),
  },
  {
    name: "edgemint rsa-crate",
    id: "edgemint-rsa-crate",
    wasm: inRoot("dist", "npm", "portable", "edgemint_bg.wasm"),
  },
  {
    name: "edgemint webcrypto",
    id: "edgemint-webcrypto",
    wasm: inRoot("dist", "npm", "modern", "edgemint_bg.wasm"),
  },
  { name: "rsa 0.9", id: "rsa-0.9", wasm: crateOutput("rsa-0.9", "signer_bg.wasm") },
  { name: "rsa 0.10", id: "rsa-0.10", wasm: crateOutput("rsa-0.10", "signer_bg.wasm") },
  { name: "WebCrypto", id: "webcrypto" },
  { name: "node-forge", id: "node-forge" },
  { name: "jsrsasign", id: "jsrsasign" },
  { name: "micro-rsa-dsa-dh", id: "micro-rsa-dsa-dh" },
];
