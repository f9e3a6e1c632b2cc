import { waitUntil } from "cloudflare:workers";
import module from "../../../dist/npm/modern/edgemint_bg.wasm";
import glue from "../../../dist/npm/modern/edgemint.js";
import { createMinterWith } from "../minter/create-minter.js";
import { loadNow } from "../wasm/load-now.js";

// The modern build alone: workerd has relaxed SIMD, a Worker cannot load WebAssembly later, and
// the portable build would more than double every upload. A multiply-add that is not fused would
// surface as `signer_unsupported`.
export const createMinter = createMinterWith([loadNow(glue, () => module)], waitUntil);
export { EdgemintError } from "../shared/errors.js";
