import init from "../../dist/npm/edgemint.js";
import { createMinterWith } from "./minter.js";

let loading;

function load() {
  const url = new URL("../../dist/npm/edgemint_bg.wasm", import.meta.url);
  loading ??= init({ module_or_path: url }).catch((error) => {
    // The next call tries again.
    loading = undefined;
    throw error;
  });
  return loading;
}

export const createMinter = createMinterWith(load);
export { EdgemintError } from "./errors.js";
