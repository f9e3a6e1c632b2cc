// The crate's face for this command.
import { readFileSync } from "node:fs";
import * as tools from "../../../../dist/tools/edgemint.js";

/** Its functions take and give text. */
export function loadTools() {
  tools.initSync({ module: readFileSync(new URL("../../../../dist/tools/edgemint_bg.wasm", import.meta.url)) });
  return tools;
}
