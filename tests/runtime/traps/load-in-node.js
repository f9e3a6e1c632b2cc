/** The build that traps, ready for use in Node. */
import { readFileSync } from "node:fs";

import glue from "../../../target/npm/traps/edgemint.js";
import { loadNow } from "../../../src/js/wasm/load-now.js";

const wasm = new URL("../../../target/npm/traps/edgemint_bg.wasm", import.meta.url);

export const load = loadNow(glue, () => new WebAssembly.Module(readFileSync(wasm)));
