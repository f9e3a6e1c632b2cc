// Each in a Worker: how large wrangler's upload is, whether it mints in workerd, and what becomes of a
// request that waits for an exchange which another request began.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { mustRun } from "../../scripts/lib/run.js";
import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { wranglerEnv } from "../../scripts/lib/wrangler.js";
import { startGoogle } from "../../standin/index.js";
import { allowItself } from "../lib/package-costs.js";
import { sizeOf } from "../lib/sizes.js";

const compatibilityFlags = ["nodejs_compat"];
const workerFile = fileURLToPath(new URL("worker.js", import.meta.url));
const limitMs = 5000;

/** @param {import("./peers/index.js").Peer} peer */
export async function observeInWorker({ modules }) {
  const folder = mkdtempSync(join(tmpdir(), "edgemint-comparison-"));
  try {
    const files = await bundle(folder, modules.worker);
    return { upload: totalSize(files), ...(await withWorker(files, observe)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As wrangler uploads it, minified. */
async function bundle(folder, module) {
  const imports = `import { open } from ${JSON.stringify(module)};\nimport { worker } from ${JSON.stringify(workerFile)};\n`;
  writeFileSync(join(folder, "main.js"), `${imports}export default worker(open);\n`);
  const how = [`--compatibility-date=${compatibilityDate}`, `--compatibility-flags=${compatibilityFlags}`];
  const args = ["deploy", "main.js", "--name=peer", "--minify", "--dry-run", "--outdir=out", ...how];
  await mustRun("wrangler", args, { cwd: folder, env: wranglerEnv });
  const out = join(folder, "out");
  return readdirSync(out)
    .filter((name) => /\.(js|wasm)$/.test(name))
    .sort((a, b) => (b === "main.js") - (a === "main.js"))
    .map((path) => ({ path, contents: readFileSync(join(out, path)) }));
}

function totalSize(files) {
  const sizes = files.map(({ contents }) => sizeOf(contents));
  const sum = (kind) => sizes.reduce((total, size) => total + size[kind], 0);
  return { raw: sum("raw"), gzip: sum("gzip") };
}

async function withWorker(files, observe) {
  const google = await startGoogle();
  allowItself(google);
  const typeOf = (path) => (path.endsWith(".wasm") ? "CompiledWasm" : "ESModule");
  const modules = files.map(({ path, contents }) => ({ type: typeOf(path), path, contents }));
  const quietly = { host: "127.0.0.1", port: 0, cf: false, telemetry: { enabled: false } };
  const how = { name: "peer", compatibilityDate, compatibilityFlags, bindings: { KEY: JSON.stringify(google.key) } };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ modules, ...how, ...quietly }));
  try {
    return await observe(google, (path) => miniflare.dispatchFetch(`http://peer${path}`));
  } finally {
    await miniflare.dispose();
    await google.close();
  }
}

async function observe(google, ask) {
  google.faults.next({ kind: "slow", delayMs: 1000 });
  await (await ask("/leave")).text();
  const answer = ask("/token").then(async (response) => response.text());
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
  const waited = google.tokenInfo(await Promise.race([answer.catch(() => ""), late])) !== null;
  clearTimeout(timer);
  return { waits: waited };
}
