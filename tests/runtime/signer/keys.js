/** RSA keys made of their primes, in DER (RFC 8017, appendix A.1.2; RFC 5958). */
import { toPem } from "../suite/pem.js";
import { fromHex, inverse, modPow, toBytes } from "./numbers.js";

const F4 = 65_537n;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;
/** rsaEncryption, with the NULL that goes with it. */
const ALGORITHM = fromHexBytes("300d06092a864886f70d0101010500");

/**
 * @typedef {object} Key
 * @property {bigint} n
 * @property {bigint} e
 * @property {bigint} p
 * @property {bigint} q
 * @property {number} bytes the modulus's length
 * @property {Uint8Array} pkcs1
 */

/** @returns {Key} */
export function makeKey(p, q, e = F4) {
  const n = p * q;
  // d = (1 + k (p - 1)(q - 1)) / e for the k that makes it whole: the inverse of a number below e.
  const totient = (p - 1n) * (q - 1n);
  const d = (1n + totient * (e - inverse(totient % e, e))) / e;
  const numbers = [0n, n, e, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  return { n, e, p, q, bytes: toBytes(n).length, pkcs1: element(SEQUENCE, ...numbers.map(integer)) };
}

/** @param {{ p: string, q: string, e?: string }} numbers in hexadecimal */
export const keyFromHex = ({ p, q, e }) => makeKey(fromHex(p), fromHex(q), e && fromHex(e));

/** Whether e has an inverse modulo p - 1. */
export const suits = (p, e = F4) => {
  try {
    return inverse(e, p - 1n) > 0n;
  } catch {
    return false;
  }
};

export const pkcs8 = ({ pkcs1 }) => element(SEQUENCE, integer(0n), ALGORITHM, element(OCTET_STRING, pkcs1));

/** The text of a key file as Google issues it. */
export const keyFile = (key) =>
  JSON.stringify({
    type: "service_account",
    client_email: "signer@example.iam.gserviceaccount.com",
    private_key: toPem("PRIVATE KEY", pkcs8(key)),
  });

/** Whether it is the private operation's result on the representative: below n, there is only one that opens to it. */
export const isSignature = ({ n, e }, signature, representative) =>
  signature < n && modPow(signature, e, n) === representative;

/** What reproduces a key: it is thrown away. */
export const describeKey = ({ p, q, e }) => `p ${p.toString(16)} q ${q.toString(16)} e ${e}`;

function integer(number) {
  const bytes = toBytes(number, number === 0n ? 1 : undefined);
  return element(INTEGER, bytes[0] >= 0x80 ? [0] : [], bytes);
}

function element(tag, ...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const header = [tag, ...(length < 0x80 ? [length] : long)];
  const bytes = new Uint8Array(header.length + length);
  let at = 0;
  for (const part of [header, ...parts]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function fromHexBytes(digits) {
  return toBytes(fromHex(digits));
}
