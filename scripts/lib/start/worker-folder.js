import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemblePage } from "../page.js";
import { inRoot } from "../paths.js";

/**
 * A private temporary folder with a copy of the Worker, its page and its settings. wrangler takes .dev.vars
 * from beside wrangler.toml, and hands it to workerd through a pipe: so nothing secret stands on a
 * command line or in an environment (where --var and --env-file put it), and a .dev.vars in the
 * repository is neither read nor overwritten.
 *
 * @param {Record<string, string>} settings
 * @param {import("../page.js").Demo} [demo] what the page is told of the stand-in
 */
export function createWorkerFolder(settings, demo) {
  const folder = mkdtempSync(join(tmpdir(), "edgemint-start-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Whatever goes wrong: it holds a key.
  process.once("exit", remove);
  cpSync(inRoot("wrangler.toml"), join(folder, "wrangler.toml"));
  cpSync(inRoot("dist", "worker"), join(folder, "dist", "worker"), { recursive: true });
  assemblePage({ folder: join(folder, "dist", "www"), demo });
  writeFileSync(join(folder, ".dev.vars"), devVars(settings), { mode: 0o600 });
  mkdirSync(join(folder, "tmp"));
  return {
    path: folder,
    /** So that wrangler keeps its own files in here as well. */
    env: { TMPDIR: join(folder, "tmp"), XDG_CONFIG_HOME: join(folder, "config") },
    remove,
  };
}

/** Between single quotes everything is literal; the values have none of their own. */
const devVars = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join("");
