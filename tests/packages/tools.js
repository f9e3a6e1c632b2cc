/** The bundlers, each as it comes: an entry file, and no setting that is not the tool's own default. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { inRoot } from "../../scripts/lib/paths.js";
import { mustRun } from "../../scripts/lib/run.js";
import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { wranglerEnv } from "../../scripts/lib/wrangler.js";

const require = createRequire(inRoot("tools", "package.json"));
const importTool = (path) => import(pathToFileURL(inRoot("tools", "node_modules", path)));

/** @returns {Promise<string>} the folder of the result */
export async function buildWithVite(folder) {
  const { build } = await importTool("vite/dist/node/index.js");
  await build({ root: folder, logLevel: "warn" });
  return join(folder, "dist");
}

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function startVite(folder) {
  const { createServer } = await importTool("vite/dist/node/index.js");
  const server = await createServer({ root: folder, logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}

/** @returns {Promise<string>} the folder of the result */
export async function buildWithWebpack(folder, entry) {
  const compiler = require("webpack")({ context: folder, entry, mode: "production" });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, stats) => (error ? reject(error) : resolve(stats)));
  });
  if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
  return compiler.outputPath;
}

/** @returns {Promise<string>} the folder of the result */
export async function buildWithWrangler(folder, entry) {
  const what = ["--name=edgemint-user", `--compatibility-date=${compatibilityDate}`];
  await mustRun("wrangler", ["deploy", entry, "--dry-run", "--outdir=dist", ...what], { cwd: folder, env: wranglerEnv });
  return join(folder, "dist");
}
