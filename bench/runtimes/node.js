// Node, the one of the project's packages: a process that signs on demand.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inRoot } from "../../scripts/lib/paths.js";
import { bundleContender, script } from "../lib/bundles.js";
import { startHost } from "../lib/host.js";
import { signingInput } from "../lib/keys.js";

const hostFile = fileURLToPath(new URL("node-host.js", import.meta.url));
const folder = inRoot("target", "bench", "node");

/** @returns {Promise<import("../lib/warm-and-cold.js").Runtime>} */
export async function startNode(contenders) {
  mkdirSync(folder, { recursive: true });
  for (const contender of contenders) await provide(contender);
  const host = startHost(hostFile);
  return {
    name: "node",
    sign: (job, signatures) => host.ask(request(job, signatures)),
    async cold(job) {
      const fresh = startHost(hostFile);
      const { times, cpuMs } = await fresh.ask(request(job, 1));
      await fresh.stop();
      return { ms: times[0], cpuMs };
    },
    close: () => host.stop(),
  };
}

const scriptOf = (id) => join(folder, `${id}.js`);
const wasmOf = ({ id, wasm }) => wasm && join(folder, `${id}.wasm`);

/** A run measures what was built when it began. */
async function provide(contender) {
  const { id, wasm } = contender;
  writeFileSync(scriptOf(id), await bundleContender(id, script));
  if (wasm) copyFileSync(wasm, wasmOf(contender));
}

const request = ({ contender, key }, signatures) => ({
  contender: { id: contender.id, script: scriptOf(contender.id), wasm: wasmOf(contender) },
  key: key.forms,
  signer: `${contender.id} ${key.bits}`,
  signingInput,
  signatures,
});
