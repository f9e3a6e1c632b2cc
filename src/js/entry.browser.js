import { buildsFor } from "./engine.js";
import { createMinterWith } from "./create-minter.js";
import { once } from "./once.js";

// Literal paths, so that bundlers find both builds; a page fetches only the one that it loads.
const modern = () =>
  instantiate(
    import("../../dist/npm/modern/edgemint.js"),
    new URL("../../dist/npm/modern/edgemint_bg.wasm", import.meta.url),
  );
const portable = () =>
  instantiate(
    import("../../dist/npm/portable/edgemint.js"),
    new URL("../../dist/npm/portable/edgemint_bg.wasm", import.meta.url),
  );

async function instantiate(importing, url) {
  const bindings = await importing;
  await bindings.default({ module_or_path: url });
  return bindings;
}

export const createMinter = createMinterWith(buildsFor(once(modern), once(portable)));
export { EdgemintError } from "./errors.js";
