/** Primes, made in Node: fresh ones in every run. */
import { generatePrime } from "node:crypto";
import { promisify } from "node:util";

import { fromBase64url } from "../suite/pem.js";
import { suits } from "./keys.js";
import { hex } from "./numbers.js";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) };

/**
 * The primes of keys that WebCrypto makes. Their two highest bits are set, so that any two of them make a key.
 *
 * @param {number} modulusLength
 * @param {number} count
 * @returns {Promise<string[]>} in hexadecimal
 */
export async function primePool(modulusLength, count) {
  const jwk = async () => {
    const { privateKey } = await crypto.subtle.generateKey({ ...RSA, modulusLength }, true, ["sign", "verify"]);
    return crypto.subtle.exportKey("jwk", privateKey);
  };
  const keys = await Promise.all(Array.from({ length: Math.ceil(count / 2) }, jwk));
  return keys.flatMap(({ p, q }) => [p, q]).map((number) => hex(fromBase64url(number)));
}

const generate = promisify(generatePrime);

/** Two primes of a length. @returns {Promise<{ p: string, q: string }>} */
export async function primePair(bits) {
  const [p, q] = await Promise.all([fresh(bits), fresh(bits)]);
  return p === q ? primePair(bits) : { p: p.toString(16), q: q.toString(16) };
}

async function fresh(bits) {
  const prime = await generate(bits, { bigint: true });
  return suits(prime) ? prime : fresh(bits);
}
