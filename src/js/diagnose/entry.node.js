import { readFileSync } from "node:fs";
import * as bindings from "../../../dist/npm/diagnose/edgemint.js";
import { loadNow } from "../load-now.js";
import { diagnoseWith } from "./diagnose.js";

const wasm = new URL("../../../dist/npm/diagnose/edgemint_bg.wasm", import.meta.url);

export const { explain, explainApiError, inspect } = diagnoseWith(loadNow(bindings, () => readFileSync(wasm)));
