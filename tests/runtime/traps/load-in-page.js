/** The build that traps, ready for use in a page. */
import { loadLater } from "../../../src/js/wasm/load-later.js";

export const load = loadLater(
  () => import("../../../target/npm/traps/edgemint.js"),
  () => new URL("../../../target/npm/traps/edgemint_bg.wasm", import.meta.url),
);
