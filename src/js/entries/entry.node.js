import { readFileSync } from "node:fs";
import modern from "../../../dist/npm/modern/edgemint.js";
import portable from "../../../dist/npm/portable/edgemint.js";
import { buildsFor } from "../wasm/engine.js";
import { createMinterWith } from "../minter/create-minter.js";
import { loadNow } from "../wasm/load-now.js";

const modernWasm = new URL("../../../dist/npm/modern/edgemint_bg.wasm", import.meta.url);
const portableWasm = new URL("../../../dist/npm/portable/edgemint_bg.wasm", import.meta.url);

const compiled = (url) => new WebAssembly.Module(readFileSync(url));

const builds = buildsFor(
  loadNow(modern, () => compiled(modernWasm)),
  loadNow(portable, () => compiled(portableWasm)),
);

export const createMinter = createMinterWith(builds);
export { EdgemintError } from "../shared/errors.js";
