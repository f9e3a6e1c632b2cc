// The process that signs: one request, one answer with the time of each signature.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

/** By contender and key. */
const signers = new Map();

async function answer({ contender, key, signer, signingInput, signatures }) {
  // Read beforehand: a Worker has its code in memory as well.
  const source = readFileSync(contender.script, "utf8");
  const wasm = contender.wasm && readFileSync(contender.wasm);
  const times = [];
  let assertion;
  const cpu = process.cpuUsage();
  for (let made = 0; made < signatures; made++) {
    const start = performance.now();
    if (!signers.has(signer)) signers.set(signer, await load(source, key, wasm));
    assertion = await signers.get(signer)(signingInput);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { assertion, times, cpuMs: (user + system) / 1000 };
}

function load(source, key, wasm) {
  runInThisContext(source);
  return globalThis.contender.load(key, wasm);
}

process.on("message", async (request) => {
  process.send(await answer(request).catch((error) => ({ error: error.stack ?? `${error}` })));
});
