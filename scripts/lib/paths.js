import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, without a trailing separator. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** A path inside the repository. */
export const inRoot = (...parts) => join(root, ...parts);

/** Where npm puts the commands of the packages. */
export const packageBin = inRoot("node_modules", ".bin");

/** A command of the runtimes and bundlers that only tests need. */
export const testTool = (name) => inRoot("tools", "node_modules", ".bin", name);
