import { waitUntil } from "cloudflare:workers";
import module from "../../dist/npm/modern/edgemint_bg.wasm";
import * as bindings from "../../dist/npm/modern/edgemint.js";
import { createMinterWith } from "./create-minter.js";

let ready = false;

// Synchronous on purpose: a promise shared between requests would tie them to each other.
function load() {
  if (!ready) bindings.initSync({ module });
  ready = true;
  return bindings;
}

// The modern build alone: workerd has relaxed SIMD, a Worker cannot load WebAssembly later, and
// the portable build would more than double every upload. A multiply-add that is not fused would
// surface as `signer_unsupported`.
export const createMinter = createMinterWith([load], waitUntil);
export { EdgemintError } from "./errors.js";
