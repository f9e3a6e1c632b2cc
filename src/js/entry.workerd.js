import { waitUntil } from "cloudflare:workers";
import module from "../../dist/npm/edgemint_bg.wasm";
import { initSync } from "../../dist/npm/edgemint.js";
import { createMinterWith } from "./minter.js";

let ready = false;

// Synchronous on purpose: a promise shared between requests would tie them to each other.
function load() {
  if (ready) return;
  initSync({ module });
  ready = true;
}

export const createMinter = createMinterWith(load, waitUntil);
export { EdgemintError } from "./errors.js";
