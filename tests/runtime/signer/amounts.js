/** How much a run of the suite tests. The soak takes the first object's numbers for one round, and repeats. */

export const BITS = [2048, 3072, 4096];

/** For each size: keys are made of pairs of primes, of which n give n (n - 1) / 2. */
export const RANDOM = { primes: 24, keys: 250, messagesPerKey: 8 };

/** Where the engine is the same and only what is around it differs. */
export const KEYS_IN_THE_SAME_ENGINE = 50;

/** Every so many keys sign by the `rsa` crate as well, which takes a dozen times as long. */
export const KEYS_PER_RSA_CRATE_KEY = 10;

/** Keys of lengths between, for the raw operation: the primes' bits, up to the longest that are taken. */
export const ODD_PRIME_BITS = [
  ...Array.from({ length: 29 }, (_, step) => 260 + 37 * step),
  ...[1407, 1568, 1729, 1890, 2072],
];

/** Injected faults. `smallBits` are moduli whose primes are barely as long as the kernel takes. */
export const FAULTS = { small: 100_000, smallBits: [576, 608, 640], full: 2_800, signing: 20 };
