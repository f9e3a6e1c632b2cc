// Signing by the runtime's own WebCrypto, with a key that cannot be taken out of it again.
import { toBase64Url } from "./encoding.js";

/** RS256 less its hash, which WebCrypto makes a property of the key. */
const NAME = "RSASSA-PKCS1-v1_5";
const algorithm = { name: NAME, hash: "SHA-256" };

/**
 * What signs; `undefined` where the runtime takes the key for none.
 *
 * @param {{ secret: Uint8Array, modulus: Uint8Array, exponent: Uint8Array }} key the first in PKCS#8; it is wiped
 */
export async function webCryptoSigner({ secret, ...open }) {
  const { subtle } = crypto;
  try {
    const signing = await subtle.importKey("pkcs8", secret, algorithm, false, ["sign"]);
    const sign = async (message) => new Uint8Array(await subtle.sign(NAME, signing, message));
    return (await pairs(sign, open)) ? sign : undefined;
  } catch {
    return undefined;
  } finally {
    secret.fill(0);
  }
}

/** Node takes numbers that do not belong together, and signs with them. */
async function pairs(sign, { modulus, exponent }) {
  // All that an engine looks for has to stand here: what does not, it may find on Object.prototype.
  const open = { kty: "RSA", n: toBase64Url(modulus), e: toBase64Url(exponent) };
  const jwk = { __proto__: null, ...open, key_ops: ["verify"], ext: true };
  const verifying = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const message = Uint8Array.of(1);
  return crypto.subtle.verify(NAME, verifying, await sign(message), message);
}
