// How long a signature takes here, by edgemint's own signer and by WebCrypto.
import { createMinter } from "edgemint";
import { makeKey } from "./demo-key.js";

const ROUNDS = 40;
/** Browsers' clocks are coarse: several signatures make one sample. */
const BATCH = 4;

/** @returns {Promise<{ name: string, first: number, samples: number[] }[]>} in milliseconds */
export async function race() {
  const { file } = await makeKey();
  const runners = [];
  for (const [name, signer] of [
    ["edgemint", undefined],
    ["WebCrypto", "webcrypto"],
  ]) {
    runners.push(await start(name, { credentials: file, signer, dangerouslyAllowBrowser: true }));
  }
  // In turns, so that whatever slows the device down slows both.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const runner of runners) runner.samples.push(await timed(runner.sign, BATCH));
    // Lets the page answer meanwhile.
    await new Promise((resolve) => setTimeout(resolve));
  }
  for (const { minter } of runners) minter.dispose();
  return runners.map(({ name, first, samples }) => ({ name, first, samples }));
}

async function start(name, options) {
  const minter = await createMinter(options);
  const sign = () => minter.createAssertion("ada@example.com", ["gmail.readonly"]);
  return { name, minter, sign, first: await timed(sign, 1), samples: [] };
}

async function timed(sign, times) {
  const start = performance.now();
  for (let i = 0; i < times; i += 1) await sign();
  return (performance.now() - start) / times;
}

/** @param {number[]} samples @param {number} share from 0 to 1 */
export function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
