// Signing by the runtime's own WebCrypto, with a key that cannot be taken out of it again.
/** RS256 less its hash, which WebCrypto makes a property of the key. */
const NAME = "RSASSA-PKCS1-v1_5";
const algorithm = { name: NAME, hash: "SHA-256" };

/**
 * What signs; `undefined` where the runtime takes the key for none.
 *
 * @param {Uint8Array} secret the key in PKCS#8, which has been checked; it is wiped
 */
export async function webCryptoSigner(secret) {
  const { subtle } = crypto;
  try {
    const signing = await subtle.importKey("pkcs8", secret, algorithm, false, ["sign"]);
    return async (message) => new Uint8Array(await subtle.sign(NAME, signing, message));
  } catch {
    return undefined;
  } finally {
    secret.fill(0);
  }
}
