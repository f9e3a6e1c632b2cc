/** The signer's own build, ready for use in Node. */
import { readFileSync } from "node:fs";

import * as bindings from "../../../target/signer-tests/edgemint.js";

bindings.initSync({ module: readFileSync(new URL("../../../target/signer-tests/edgemint_bg.wasm", import.meta.url)) });

export { bindings };
