import { lockedPackages } from "../lib/locked-packages.js";
import { inRoot, root } from "../lib/paths.js";

const ours = lockedPackages(root);
const tools = lockedPackages(inRoot("tools"));

/** The packages of package-lock.json: wrangler, esbuild, binaryen, Node 22, test tools. */
export const npmPackages = {
  name: "npm packages",
  about: "about 30 s",
  find: async () => ours.areInstalled(),
  fetch: () => ours.install(),
};

/** What the package is tried in: Deno, Bun, Node 20, Vite, webpack. Nothing but tests needs them. */
export const testTools = {
  name: "runtimes and bundlers for the tests",
  about: "about 30 s",
  find: async () => tools.areInstalled(),
  fetch: () => tools.install(),
};
