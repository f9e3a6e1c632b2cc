// wasm-bindgen's output as a function that gives its bindings, so that there can be one after another, each with an
// instance of its own (src/js/wasm/instance.js): the output itself is a module, of which there is one.
import { readFileSync, writeFileSync } from "node:fs";
import { Trouble } from "./log.js";

/** @param {string} file which is replaced */
export const makeGuarded = (file) => writeFileSync(file, guarded(readFileSync(file, "utf8")));

/**
 * A module whose default export takes the guard and gives what the output exported.
 *
 * @param {string} output of `wasm-bindgen --target web`
 */
export function guarded(output) {
  const imports = [];
  const names = [];
  const body = output
    .replace(/^import .*\n/gm, (line) => (imports.push(line), ""))
    .replace(/^export (?=(?:class|function) (\w+))/gm, (_, name) => (names.push(name), ""))
    .replace(/^export \{ (.+?) \};?$/gm, (_, list) => (names.push(...list.split(", ").map(asProperty)), ""));
  let doors = 0;
  // The Worker's has a way of its own to a new instance.
  const entered = body.replace(/\bwasm = (wasmI|i)nstance\.exports;/g, (_, which) => {
    doors += 1;
    return `wasm = guard(${which}nstance.exports, ${which === "i" ? "module" : "wasmModule"});`;
  });
  // Whatever else it may export, or another way in, has to be looked at first.
  const ways = entered.split(".exports").length - 1;
  if (doors === 0 || ways !== doors || /^export\b/m.test(entered)) {
    throw new Trouble("wasm-bindgen's output has another shape than scripts/lib/glue.js knows: bring that up to date.");
  }
  return `${imports.join("")}\nexport default (guard) => {\n${entered}\nreturn { ${names.join(", ")} };\n};\n`;
}

function asProperty(item) {
  const [name, as = name] = item.split(" as ");
  return `${as}: ${name}`;
}
