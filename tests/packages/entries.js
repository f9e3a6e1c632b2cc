/** The names under which the package can be imported, as its package.json lists them. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";

import { inRoot } from "../../scripts/lib/paths.js";

const manifest = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));

/** @type {{ name: string, conditions: Record<string, string> }[]} */
export const packageEntries = Object.entries(manifest.exports).map(([path, conditions]) => ({
  name: posix.join(manifest.name, path),
  conditions,
}));
