import module from "../../../dist/npm/diagnose/edgemint_bg.wasm";
import * as bindings from "../../../dist/npm/diagnose/edgemint.js";
import { diagnoseWith } from "./diagnose.js";

let ready = false;

// Synchronous on purpose: a promise shared between requests would tie them to each other.
function load() {
  if (!ready) bindings.initSync({ module });
  ready = true;
  return bindings;
}

export const { explain, explainApiError, inspect } = diagnoseWith(load);
