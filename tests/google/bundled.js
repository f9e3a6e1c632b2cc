/** A Worker as wrangler uploads it: with its Node modules, and with all that it imports. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { inRoot } from "../../scripts/lib/paths.js";
import { mustRun } from "../../scripts/lib/run.js";
import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { wranglerEnv } from "../../scripts/lib/wrangler.js";

/**
 * @param {string} main a file of the repository
 * @param {Record<string, string>} [made] modules that are made for it, by the names that it imports them by
 * @returns {Promise<{ type: string, path: string, contents: Uint8Array }[]>} as miniflare takes them
 */
export async function bundled(main, made = {}) {
  // Below the root, where "edgemint" is this package.
  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "bundled-"));
  try {
    const alias = {};
    for (const [name, code] of Object.entries(made)) {
      alias[name] = join(folder, `${name}.js`);
      writeFileSync(alias[name], code);
    }
    const config = { name: "bundled", main: inRoot(main), compatibility_date: compatibilityDate, alias };
    const file = join(folder, "wrangler.json");
    writeFileSync(file, JSON.stringify({ ...config, compatibility_flags: ["nodejs_compat"] }));
    const out = join(folder, "out");
    await mustRun("wrangler", ["deploy", "--dry-run", "--config", file, "--outdir", out], { env: wranglerEnv });
    return modulesIn(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first is the main module. */
function modulesIn(folder) {
  const files = readdirSync(folder).filter((path) => /\.(js|wasm)$/.test(path));
  const modules = files.map((path) => ({
    type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
    path,
    contents: readFileSync(join(folder, path)),
  }));
  return modules.sort((a, b) => (b.type === "ESModule") - (a.type === "ESModule"));
}
