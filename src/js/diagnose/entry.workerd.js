import module from "../../../dist/npm/diagnose/edgemint_bg.wasm";
import * as bindings from "../../../dist/npm/diagnose/edgemint.js";
import { loadNow } from "../load-now.js";
import { diagnoseWith } from "./diagnose.js";

export const { explain, explainApiError, inspect } = diagnoseWith(loadNow(bindings, () => module));
