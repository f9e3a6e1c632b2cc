/** Whole numbers as BigInt: slow, and nothing of edgemint's. */

/** From big-endian bytes. */
export const fromBytes = (bytes) => fromHex(hex(bytes));
export const fromHex = (digits) => BigInt(`0x${digits || "0"}`);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** To big-endian bytes: as many as it takes, or as many as are asked for. */
export function toBytes(number, length = byteLength(number)) {
  const digits = number.toString(16).padStart(2 * length, "0");
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) => parseInt(digits.slice(2 * at, 2 * at + 2), 16));
}

export const bitLength = (number) => (number === 0n ? 0 : number.toString(2).length);
const byteLength = (number) => Math.ceil(bitLength(number) / 8);

/** 1 / a modulo n, by Euclid. */
export function inverse(a, n) {
  let [previous, rest, x, y] = [n, a % n, 0n, 1n];
  while (rest > 0n) {
    const quotient = previous / rest;
    [previous, rest] = [rest, previous - quotient * rest];
    [x, y] = [y, x - quotient * y];
  }
  if (previous !== 1n) throw new RangeError("there is no inverse");
  return x < 0n ? x + n : x;
}

export function modPow(base, exponent, modulus) {
  let power = 1n;
  for (const bit of exponent.toString(2)) {
    power = (power * power) % modulus;
    if (bit === "1") power = (power * base) % modulus;
  }
  return power;
}
