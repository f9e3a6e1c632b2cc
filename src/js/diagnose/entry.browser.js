import { once } from "../once.js";
import { diagnoseWith } from "./diagnose.js";

// Literal paths, so that bundlers find the files.
async function instantiate() {
  const bindings = await import("../../../dist/npm/diagnose/edgemint.js");
  const url = new URL("../../../dist/npm/diagnose/edgemint_bg.wasm", import.meta.url);
  await bindings.default({ module_or_path: url });
  return bindings;
}

export const { explain, explainApiError, inspect } = diagnoseWith(once(instantiate));
