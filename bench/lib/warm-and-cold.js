// The measurement: every case in turns, so that whatever else the machine does hits all alike.
import { Trouble } from "../../scripts/lib/log.js";
import { median } from "./statistics.js";

/**
 * One contender with one key in one runtime.
 *
 * @typedef {object} Case
 * @property {Runtime} runtime
 * @property {import("../contenders/index.js").Contender} contender
 * @property {Awaited<ReturnType<typeof import("./keys.js").createKey>>} key
 * @property {number} signatures How many a turn has.
 * @property {number[]} warm Milliseconds a signature.
 * @property {number[]} warmCpu The same in processor time of all threads, where it can be told.
 * @property {number[]} cold Milliseconds from nothing to the first signature.
 * @property {number[]} coldCpu
 */

/**
 * Where contenders sign.
 *
 * @typedef {object} Runtime
 * @property {string} name
 * @property {(job: Case, signatures: number) => Promise<Signed>} sign
 *   The very first signature loads the contender and the key.
 * @property {(job: Case) => Promise<{ ms: number, cpuMs?: number }>} cold In a fresh process.
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Signed
 * @property {string} assertion The last one.
 * @property {number[]} times Milliseconds a signature: of each, or of all together.
 * @property {number} [cpuMs] Processor time of all together.
 */

/** A turn is about this long: short against what a machine does in waves. */
const turnMs = 40;

/** @param {Case[]} cases */
export async function measureWarm(cases, { rounds, warmUpMs }) {
  for (const job of cases) await warmUp(job, warmUpMs);
  for (let round = 0; round < rounds; round++) {
    for (const job of cases) {
      const { times, cpuMs } = await job.runtime.sign(job, job.signatures);
      job.warm.push(...times);
      if (cpuMs !== undefined) job.warmCpu.push(cpuMs / job.signatures);
    }
  }
}

/** Gives an engine the time to optimise, checks what is signed, and learns how long a turn takes. */
async function warmUp(job, warmUpMs) {
  const { assertion } = await job.runtime.sign(job, 1);
  if (!job.key.signed(assertion)) {
    throw new Trouble(`bench: ${job.contender.name}: its ${job.key.bits}-bit signature is wrong.`);
  }
  const end = performance.now() + warmUpMs;
  let times;
  do {
    ({ times } = await job.runtime.sign(job, 3));
  } while (performance.now() < end);
  job.signatures = Math.max(1, Math.min(100, Math.round(turnMs / median(times))));
}

/** @param {Case[]} cases */
export async function measureCold(cases, { cold }) {
  for (let round = 0; round < cold; round++) {
    for (const job of cases) {
      const { ms, cpuMs } = await job.runtime.cold(job);
      job.cold.push(ms);
      if (cpuMs !== undefined) job.coldCpu.push(cpuMs);
    }
  }
}
