import { inRoot } from "./paths.js";
import { ask } from "./run.js";
import { wasmBindgenVersion } from "./toolchain.js";

/** Where the set-up installs tools that it compiles itself. */
export const toolsRoot = inRoot("target", "tools");

/** The wasm-bindgen command of exactly the crate's version, or undefined. */
export async function findWasmBindgen() {
  const wanted = `wasm-bindgen ${wasmBindgenVersion()}`;
  for (const command of [inRoot("target", "tools", "bin", "wasm-bindgen"), "wasm-bindgen"]) {
    const found = await ask(command, ["--version"]);
    // Some builds add the commit in brackets.
    if (found === wanted || found?.startsWith(`${wanted} (`)) return command;
  }
  return undefined;
}
