// One run: everything that is measured, as one object.
import { say } from "../../scripts/lib/log.js";
import { contenders } from "../contenders/index.js";
import { startNode } from "../runtimes/node.js";
import { startWorkerd } from "../runtimes/workerd.js";
import { createKey } from "./keys.js";
import { describeMachine } from "./machine.js";
import { measurePackages } from "./package-costs.js";
import { ratios } from "./ratios.js";
import { sizeOfFile } from "./sizes.js";
import { median, quantile } from "./statistics.js";
import { measureCold, measureWarm } from "./warm-and-cold.js";

const starts = { node: startNode, workerd: startWorkerd };

/** @param {ReturnType<typeof import("./options.js").readOptions>} options */
export async function runBenchmark({ bits, runtimes, effort }) {
  const machine = await describeMachine();
  if (machine.load > 1) {
    say(`bench: this machine is busy (load ${machine.load}): slow signers seem slower than they are`);
  }
  const rows = await measureSigners(bits, runtimes, effort);
  say("bench: packages: sizes, and mints against the local stand-in");
  const packages = await measurePackages(effort);
  return { machine, rows, packages, ratios: ratios(rows) };
}

async function measureSigners(bits, runtimes, effort) {
  say(`bench: keys of ${bits.join(", ")} bits; ${contenders.length} signers`);
  const keys = await Promise.all(bits.map(createKey));
  const running = await Promise.all(runtimes.map((name) => starts[name](contenders)));
  try {
    const cases = running.flatMap((runtime) => keys.flatMap((key) => casesOf(runtime, key)));
    say(`bench: warm signatures: ${cases.length} cases in ${effort.rounds} turns`);
    await measureWarm(cases, effort);
    say(`bench: cold starts: ${cases.length} cases, ${effort.cold} fresh processes each`);
    await measureCold(cases, effort);
    return cases.map(row);
  } finally {
    await Promise.all(running.map((runtime) => runtime.close()));
  }
}

const casesOf = (runtime, key) =>
  contenders.map((contender) => {
    const samples = { warm: [], warmCpu: [], cold: [], coldCpu: [] };
    return { runtime, contender, key, ...samples };
  });

function row({ runtime, contender, key, warm, warmCpu, cold, coldCpu }) {
  const wasm = contender.wasm ? sizeOfFile(contender.wasm) : { raw: null, gzip: null };
  return {
    runtime: runtime.name,
    implementation: contender.name,
    bits: key.bits,
    warm_p50_ms: median(warm),
    warm_p95_ms: quantile(warm, 0.95),
    warm_cpu_ms: median(warmCpu),
    cold_ms: median(cold),
    cold_cpu_ms: median(coldCpu),
    wasm_raw: wasm.raw,
    wasm_gzip: wasm.gzip,
  };
}
