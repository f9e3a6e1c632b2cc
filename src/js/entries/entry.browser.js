import { buildsFor } from "../wasm/engine.js";
import { createMinterWith } from "../minter/create-minter.js";
import { loadLater } from "../wasm/load-later.js";

// Literal paths, so that bundlers find both builds; a page fetches only the one that it loads.
const modern = loadLater(
  () => import("../../../dist/npm/modern/edgemint.js"),
  () => new URL("../../../dist/npm/modern/edgemint_bg.wasm", import.meta.url),
);
const portable = loadLater(
  () => import("../../../dist/npm/portable/edgemint.js"),
  () => new URL("../../../dist/npm/portable/edgemint_bg.wasm", import.meta.url),
);

export const createMinter = createMinterWith(buildsFor(modern, portable));
export { EdgemintError } from "../shared/errors.js";
