import { readFileSync } from "node:fs";
import glue from "../../../dist/npm/diagnose/edgemint.js";
import { loadNow } from "../wasm/load-now.js";
import { diagnoseWith } from "./diagnose.js";

const wasm = new URL("../../../dist/npm/diagnose/edgemint_bg.wasm", import.meta.url);

const load = loadNow(glue, () => new WebAssembly.Module(readFileSync(wasm)));

export const { explain, explainApiError, inspect } = diagnoseWith(load);
