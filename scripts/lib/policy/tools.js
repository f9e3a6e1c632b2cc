// The crate's face for this command.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { faces } from "../faces.js";

/** Once it is built: its functions take and give text. */
export async function loadTools() {
  const [bindings, wasm] = faces.tools.outputs.map((file) => join(faces.tools.dist, file));
  const tools = await import(pathToFileURL(bindings));
  tools.initSync({ module: readFileSync(wasm) });
  return tools;
}
