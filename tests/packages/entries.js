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

/** Where an entry is in an installed package, as a path from the project's folder. */
export function installedEntry(entry, condition) {
  const { conditions } = packageEntries.find(({ name }) => name === entry);
  return posix.join("/node_modules", manifest.name, conditions[condition] ?? conditions.default);
}
