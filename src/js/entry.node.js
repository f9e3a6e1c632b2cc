import { readFileSync } from "node:fs";
import { initSync } from "../../dist/npm/edgemint.js";
import { createMinterWith } from "./minter.js";

let ready = false;

function load() {
  if (ready) return;
  initSync({ module: readFileSync(new URL("../../dist/npm/edgemint_bg.wasm", import.meta.url)) });
  ready = true;
}

export const createMinter = createMinterWith(load);
export { EdgemintError } from "./errors.js";
