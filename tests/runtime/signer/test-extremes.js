/** Numbers at the ends of their ranges, where carries run through and digits are all zeros or all ones. */
import QUnit from "qunit";

import { BITS } from "./amounts.js";
import { outcome } from "./differential.js";
import { describeKey, isSignature, keyFromHex, makeKey, suits } from "./keys.js";
import { bitLength, fromBytes, fromHex, hex, modPow, toBytes } from "./numbers.js";
import { keysOf } from "./random-keys.js";

/** Public exponents that no service account has; the last is the longest that the kernel takes. */
const EXPONENTS = [3n, 5n, 17n, 257n, 2n ** 32n - 1n, 2n ** 32n + 1n, 2n ** 40n - 1n];

export function testExtremes({ RawKey }, { pools, extremes }) {
  QUnit.test("representatives at their extremes, by three keys of each size", (assert) => {
    for (const bits of BITS) for (const key of keysOf(pools[bits], 3)) check(assert, key);
  });

  QUnit.test(`the same by ${extremes.length} keys of extreme primes`, (assert) => {
    for (const key of extremes.map(keyFromHex)) check(assert, key);
  });

  QUnit.test(`the same under ${EXPONENTS.length} unusual public exponents`, (assert) => {
    for (const e of EXPONENTS) {
      const [p, q] = pools[2048].map(fromHex).filter((prime) => suits(prime, e));
      check(assert, makeKey(p, q, e));
    }
  });

  QUnit.test("a key of 2048 bits, against BigInt's power and the rsa crate", (assert) => {
    const [key] = keysOf(pools[2048], 1);
    const [kernel, rsaCrate] = [RawKey.kernel(key.pkcs1), RawKey.rsaCrate(key.pkcs1)];
    const d = privateExponent(key);
    for (const representative of representatives(key)) {
      const expected = hex(toBytes(modPow(representative, d, key.n), key.bytes));
      const input = toBytes(representative, key.bytes);
      const found = [kernel, rsaCrate].map((raw) => outcome(() => hex(raw.privateOperation(input))));
      assert.deepEqual(found, [expected, expected], `${representative.toString(16)}, ${describeKey(key)}`);
    }
  });

  QUnit.test("what is not below the modulus is refused", (assert) => {
    for (const bits of BITS) {
      const [key] = keysOf(pools[bits], 1);
      const all = 2n ** BigInt(bits) - 1n;
      const tooLarge = [key.n, key.n + 1n, all, key.n + all, key.n << 64n].map((number) => toBytes(number));
      const tooLong = [new Uint8Array(key.bytes + 1), new Uint8Array(2 * key.bytes)];
      const raw = RawKey.kernel(key.pkcs1);
      for (const input of [...tooLarge, ...tooLong]) {
        assert.strictEqual(outcome(() => raw.privateOperation(input)), "signer_fault", hex(input));
      }
      raw.free();
    }
  });

  QUnit.test("a representative may come without its leading zeros", (assert) => {
    const [key] = keysOf(pools[2048], 1);
    const raw = RawKey.kernel(key.pkcs1);
    for (const short of [new Uint8Array(), Uint8Array.of(1), Uint8Array.of(2, 0), new Uint8Array(255).fill(0xa5)]) {
      const signature = outcome(() => raw.privateOperation(short));
      assert.true(isSignature(key, fromBytes(signature), fromBytes(short)), hex(short));
    }
    raw.free();
  });

  /** By the definition: what opens to the representative, of numbers below the modulus, is its signature. */
  function check(assert, key) {
    const raw = RawKey.kernel(key.pkcs1);
    const wrong = representatives(key).filter((representative) => {
      const found = outcome(() => raw.privateOperation(toBytes(representative, key.bytes)));
      const sized = found.length === key.bytes && found instanceof Uint8Array;
      return !sized || !isSignature(key, fromBytes(found), representative);
    });
    raw.free();
    const examples = wrong.slice(0, 3).map((number) => number.toString(16));
    assert.deepEqual(examples, [], `${wrong.length} wrong, ${describeKey(key)}`);
  }
}

function representatives({ n, p, q }) {
  const bits = bitLength(n);
  const power = (exponent) => 1n << BigInt(exponent);
  const filled = (byte) => fromHex(byte.repeat(Math.ceil(bits / 8))) % power(bits - 1);
  const powers = [31, 32, 49, 50, 51, 52, 63, 64, 99, 100, 127, 128, bits / 4, bits / 2, bits - 2, bits - 1].map(power);
  return [
    ...[0n, 1n, 2n, 3n, n - 3n, n - 2n, n - 1n, n >> 1n, (n >> 1n) + 1n],
    ...powers,
    ...powers.map((number) => number - 1n),
    ...["80", "7f", "01", "fe", "aa", "00000000ffffffff", "8000000000000000"].map(filled),
    ...[p, q, p - 1n, q + 1n, 2n * p, 2n * q, p * (q - 1n), q * (p - 1n), p * (q >> 1n), q * (p >> 1n)],
    ...[(p * p) % n, (q * q) % n, (p * p * p) % n, n - p, n - q, (p + q) % n],
  ].filter((number) => number < n);
}

function privateExponent({ p, q, e }) {
  let d = 1n;
  const totient = (p - 1n) * (q - 1n);
  while (d % e !== 0n) d += totient;
  return d / e;
}
