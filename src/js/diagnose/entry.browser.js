import { loadLater } from "../wasm/load-later.js";
import { diagnoseWith } from "./diagnose.js";

// Literal paths, so that bundlers find the files.
const load = loadLater(
  () => import("../../../dist/npm/diagnose/edgemint.js"),
  () => new URL("../../../dist/npm/diagnose/edgemint_bg.wasm", import.meta.url),
);

export const { explain, explainApiError, inspect } = diagnoseWith(load);
