import { readFileSync } from "node:fs";
import * as modern from "../../dist/npm/modern/edgemint.js";
import * as portable from "../../dist/npm/portable/edgemint.js";
import { buildsFor } from "./engine.js";
import { createMinterWith } from "./create-minter.js";

// wasm-bindgen's `initSync` does nothing the second time, but the file would be read again.
function loader(bindings, url) {
  let ready = false;
  return () => {
    if (!ready) bindings.initSync({ module: readFileSync(url) });
    ready = true;
    return bindings;
  };
}

const builds = buildsFor(
  loader(modern, new URL("../../dist/npm/modern/edgemint_bg.wasm", import.meta.url)),
  loader(portable, new URL("../../dist/npm/portable/edgemint_bg.wasm", import.meta.url)),
);

export const createMinter = createMinterWith(builds);
export { EdgemintError } from "./errors.js";
