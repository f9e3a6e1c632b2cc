// The crate's face for this command.
import { readFileSync } from "node:fs";
import glue from "../../../../dist/tools/edgemint.js";
import { loadNow } from "../../wasm/load-now.js";

const wasm = new URL("../../../../dist/tools/edgemint_bg.wasm", import.meta.url);

/** Its functions take and give text. */
export const loadTools = loadNow(glue, () => new WebAssembly.Module(readFileSync(wasm)));
