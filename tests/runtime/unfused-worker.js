/** The test Worker of the signer without a fused multiply-add. */
import * as bindings from "../../target/signer-tests/edgemint.js";
import module from "../../target/signer-tests/edgemint_bg.wasm";
// workerd compiles no WebAssembly from bytes.
import multiplyAdd from "./multiply-add.wasm";
import { runUnfusedSuite } from "./signer/unfused-suite.js";

bindings.initSync({ module });

export default {
  fetch: async (request) => Response.json(await runUnfusedSuite(bindings, multiplyAdd, await request.json())),
};
