/** What the signer's suite is given, made in Node: plain JSON, so that a page or a Worker can be told. */
import { startContext } from "../context.js";
import { BITS, FAULTS, ODD_PRIME_BITS, RANDOM } from "./amounts.js";
import { extremePairs } from "./extreme-primes.js";
import { primePair, primePool } from "./primes.js";
import { publishedVectors } from "./vectors.js";

/**
 * @typedef {object} Context
 * @property {number} keys how many of each size are made of these:
 * @property {Record<number, string[]>} pools fresh primes for each size of modulus
 * @property {{ p: string, q: string }[]} oddPairs for keys of lengths between
 * @property {{ p: string, q: string }[]} extremes
 * @property {{ p: string, q: string }[]} faultPairs for small keys
 * @property {Record<string, import("./vectors.js").Case[]>} vectors
 */

/** @param {{ keys?: number }} [amount] how many random keys of each size @returns {Promise<Context>} */
export async function signerContext({ keys = RANDOM.keys } = {}) {
  return {
    keys,
    pools: await primePools(RANDOM.primes),
    oddPairs: await Promise.all(ODD_PRIME_BITS.map(primePair)),
    extremes: BITS.flatMap((bits) => extremePairs(bits / 2)),
    faultPairs: await Promise.all(FAULTS.smallBits.map((bits) => primePair(bits / 2))),
    vectors: publishedVectors(),
  };
}

/**
 * @typedef {object} UnfusedContext
 * @property {Record<number, string[]>} pools
 * @property {Record<string, import("./vectors.js").Case[]>} vectors
 * @property {boolean} hasPortableBuild whether the package has one for the runtime
 * @property {import("../context.js").Context} package what the package's own suite is told
 */

/** @returns {Promise<{ context: UnfusedContext, close: () => Promise<void> }>} */
export async function unfusedContext({ hasPortableBuild = true } = {}) {
  const pools = await primePools(2);
  const { context, close } = await startContext({ signer: "rsa-crate" });
  return { context: { pools, vectors: publishedVectors(), hasPortableBuild, package: context }, close };
}

async function primePools(primes) {
  const pools = {};
  for (const bits of BITS) pools[bits] = await primePool(bits, primes);
  return pools;
}
