/** The test Worker of the signer's suite. */
import * as bindings from "../../target/signer-tests/edgemint.js";
import module from "../../target/signer-tests/edgemint_bg.wasm";
import { runSignerSuite } from "./signer/suite.js";

bindings.initSync({ module });

export default {
  fetch: async (request) => Response.json(await runSignerSuite(bindings, await request.json())),
};
