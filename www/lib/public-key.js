// The public half of a key, read by other code than edgemint's: what signatures are checked with.

const PEM = /-----BEGIN (?:RSA )?PRIVATE KEY-----([^-]*)-----END/;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;

/**
 * @param {string} text of a key file, or base64 of it
 * @returns {Promise<CryptoKey | null>} null where the browser has no WebCrypto (pages from plain http)
 */
export async function publicKeyOf(text) {
  if (!globalThis.crypto?.subtle) return null;
  const der = derOf(keyFile(text).private_key);
  try {
    const { modulus, exponent } = publicNumbers(der);
    const jwk = { kty: "RSA", n: base64url(modulus), e: base64url(exponent) };
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    return await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["verify"]);
  } finally {
    der.fill(0);
  }
}

/** Whether a signed assertion verifies. */
export async function verifies(assertion, publicKey) {
  const end = assertion.lastIndexOf(".");
  const signature = bytesOf(assertion.slice(end + 1).replaceAll("-", "+").replaceAll("_", "/"));
  const signed = new TextEncoder().encode(assertion.slice(0, end));
  return crypto.subtle.verify("RSASSA-PKCS1-v1_5", publicKey, signature, signed);
}

function keyFile(text) {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(atob(text.replace(/\s/g, "")));
  }
}

/** Environment variables turn line breaks into `\n`, or lose them. */
function derOf(pem) {
  const [, base64] = PEM.exec(pem.replaceAll(/\\[nr]/g, "\n"));
  return bytesOf(base64.replaceAll(/[^A-Za-z0-9+/]/g, ""));
}

/** From PKCS#8, which has PKCS#1 within an octet string, or from PKCS#1 itself. */
function publicNumbers(der) {
  const [, second, third] = elements(elements(der)[0].bytes);
  if (third.tag === OCTET_STRING) return publicNumbers(third.bytes);
  if (second.tag !== INTEGER || third.tag !== INTEGER) throw new Error("no RSA key");
  return { modulus: withoutSign(second.bytes), exponent: third.bytes };
}

/** The DER elements one behind the other. */
function elements(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at];
    const { length, start } = lengthAt(bytes, at + 1);
    found.push({ tag, bytes: bytes.subarray(start, start + length) });
    at = start + length;
  }
  if (found[0]?.tag !== SEQUENCE && found[0]?.tag !== INTEGER) throw new Error("no DER of a key");
  return found;
}

function lengthAt(bytes, at) {
  const first = bytes[at];
  if (first < 0x80) return { length: first, start: at + 1 };
  const start = at + 1 + (first & 0x7f);
  return { length: bytes.subarray(at + 1, start).reduce((sum, byte) => sum * 256 + byte, 0), start };
}

const withoutSign = (bytes) => (bytes[0] === 0 ? bytes.subarray(1) : bytes);

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
