import module from "../../../dist/npm/diagnose/edgemint_bg.wasm";
import glue from "../../../dist/npm/diagnose/edgemint.js";
import { loadNow } from "../wasm/load-now.js";
import { diagnoseWith } from "./diagnose.js";

export const { explain, explainApiError, inspect } = diagnoseWith(loadNow(glue, () => module));
