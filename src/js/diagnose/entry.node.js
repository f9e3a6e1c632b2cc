import { readFileSync } from "node:fs";
import * as bindings from "../../../dist/npm/diagnose/edgemint.js";
import { diagnoseWith } from "./diagnose.js";

const wasm = new URL("../../../dist/npm/diagnose/edgemint_bg.wasm", import.meta.url);

let ready = false;

function load() {
  if (!ready) bindings.initSync({ module: readFileSync(wasm) });
  ready = true;
  return bindings;
}

export const { explain, explainApiError, inspect } = diagnoseWith(load);
