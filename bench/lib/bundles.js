// Every contender as one script, made in the same way for all.
import { join } from "node:path";
import { build } from "esbuild";
import { inRoot } from "../../scripts/lib/paths.js";

const common = {
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  write: false,
  logLevel: "error",
  absWorkingDir: inRoot("bench"),
};

/** In this form a script of Node's `vm` has the module as its global `contender`. */
export const script = { format: "iife", globalName: "contender" };
export const module = { format: "esm" };

/** @param {string} id a contender's @param {typeof script | typeof module} form */
export async function bundleContender(id, form) {
  // As in a browser: taken for Node, node-forge asks for modules that its bundle has not.
  const define = { "process.versions": "undefined", self: "globalThis" };
  return bundle({ entryPoints: [join("contenders", `${id}.js`)], define, ...form });
}

/** @param {import("esbuild").BuildOptions} options @returns {Promise<string>} */
export async function bundle(options) {
  const { outputFiles } = await build({ ...common, ...options });
  return outputFiles[0].text;
}
