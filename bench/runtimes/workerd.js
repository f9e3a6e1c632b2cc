// workerd, timed from outside: inside a Worker time stands still while it computes.
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { bundleContender, module } from "../lib/bundles.js";
import { signingInput } from "../lib/keys.js";
import { median } from "../lib/statistics.js";

/** @returns {Promise<import("../lib/warm-and-cold.js").Runtime>} */
export async function startWorkerd(contenders) {
  const modules = await workerModules(contenders);
  const worker = await startWorker(modules);
  /** What a request takes that signs nothing. */
  const idle = [];
  return {
    name: "workerd",
    async sign(job, signatures) {
      idle.push((await worker.ask(job, 0)).ms);
      const { ms, assertion } = await worker.ask(job, signatures);
      return { assertion, times: [(ms - median(idle)) / signatures] };
    },
    cold: (job) => coldStart(modules, job),
    close: () => worker.close(),
  };
}

async function coldStart(modules, job) {
  const worker = await startWorker(modules);
  const idle = [];
  // The first request of all opens the connection.
  for (let asked = 0; asked < 6; asked++) idle.push((await worker.ask(job, 0)).ms);
  const { ms } = await worker.ask(job, 1);
  await worker.close();
  return { ms: ms - median(idle.slice(1)) };
}

async function startWorker(modules) {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "bench",
      modules,
      compatibilityDate,
      // Straight to workerd, without miniflare's own Worker before it.
      unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
      host: "127.0.0.1",
      port: 0,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  const url = await miniflare.unsafeGetDirectURL("bench");
  return { ask: (job, signatures) => ask(url, job, signatures), close: () => miniflare.dispose() };
}

async function ask(url, { contender, key }, signatures) {
  const signer = `${contender.id} ${key.bits}`;
  const wanted = { contender: contender.id, key: key.forms, signer, signingInput, signatures };
  const body = JSON.stringify(wanted);
  const start = performance.now();
  const response = await fetch(url, { method: "POST", body });
  const assertion = await response.text();
  const ms = performance.now() - start;
  if (!response.ok) throw new Error(`${contender.name} in workerd: ${assertion}`);
  return { ms, assertion };
}

/** The Worker, and beside it each contender, imported when it is asked for. */
async function workerModules(contenders) {
  const modules = [{ type: "ESModule", path: "main.js", contents: mainModule(contenders) }];
  const worker = readFileSync(new URL("worker.js", import.meta.url), "utf8");
  modules.push({ type: "ESModule", path: "worker.js", contents: worker });
  for (const { id, wasm } of contenders) {
    const contents = await bundleContender(id, module);
    modules.push({ type: "ESModule", path: `${id}.js`, contents });
    if (wasm) modules.push({ type: "CompiledWasm", path: `${id}.wasm`, contents: readFileSync(wasm) });
  }
  return modules;
}

function mainModule(contenders) {
  const entry = ({ id, wasm }) => {
    const parts = [id + ".js", ...(wasm ? [id + ".wasm"] : [])];
    const imports = parts.map((file) => `import("./${file}")`).join(", ");
    return `  ${JSON.stringify(id)}: () => Promise.all([${imports}]),`;
  };
  return [
    'import { serve } from "./worker.js";',
    "export default serve({",
    ...contenders.map(entry),
    "});",
  ].join("\n");
}
