/** Keys of a pool's primes, and messages: all fresh, so that each run tests others. */
import { keyFromHex } from "./keys.js";

/**
 * @param {string[]} pool
 * @param {number} count
 */
export function* keysOf(pool, count) {
  let made = 0;
  for (const [at, p] of pool.entries()) {
    for (const q of pool.slice(at + 1)) {
      if (made === count) return;
      // Either may be the longer or the greater one.
      yield keyFromHex(made % 2 === 0 ? { p, q } : { p: q, q: p });
      made += 1;
    }
  }
  if (made < count) throw new Error(`${pool.length} primes do not make ${count} keys`);
}

export const randomMessages = (count) =>
  Array.from({ length: count }, () => {
    const [length] = crypto.getRandomValues(new Uint8Array(1));
    return crypto.getRandomValues(new Uint8Array(length));
  });
