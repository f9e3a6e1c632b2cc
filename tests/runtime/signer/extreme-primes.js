/** Pairs of primes whose binary digits are as extreme as they can be. */

/** From these on, the distances to the primes: of each length the same eight, found once by search. */
const DISTANCES = {
  1024: [-104, -178, 1037, 1697, 51, 1312, 1659, 334],
  1536: [-3452, -4976, 1837, 2617, 419, 2362, 1479, 674],
  2048: [-1556, -2542, 439, 469, 1247, 784, 83, 1036],
};

/** @param {number} bits of each prime */
export function extremePairs(bits) {
  const all = (1n << BigInt(bits)) - 1n;
  // With the two highest bits set, so that any two make a modulus of twice the length.
  const top = 3n << BigInt(bits - 2);
  const repeated = (digit, period) => {
    let number = 0n;
    for (let at = 0; at < bits; at += period) number |= digit << BigInt(at);
    return (number & all) | top;
  };
  const starts = [
    // Two neighbours: the residues differ little.
    all,
    all,
    top,
    top,
    repeated(1n << 49n, 50),
    repeated((1n << 50n) - 1n, 100),
    repeated(1n << 51n, 52),
    repeated(0xffff_ffffn, 64),
  ];
  const primes = starts.map((start, at) => (start + BigInt(DISTANCES[bits][at])).toString(16));
  return primes.map((p, at) => ({ p, q: primes[(at + 1) % primes.length] }));
}
