import { fromBase64Url, toBase64Url, toHex } from "./encoding.js";

const NAME = "AES-GCM";
/** A sealed token is shorter; more is none. */
const MOST_CHARACTERS = 64 * 1024;
/** Before each sealed token: random, and far from repeating in the life of a key. */
const NONCE_BYTES = 12;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A program's cache, which gets tokens sealed with AES-256-GCM only: the store alone opens nothing.
 * A token that was sealed for another place does not open.
 */
export class SealedCache {
  #cache;
  #key;

  /**
   * @param {import("./index.d.ts").TokenCache} cache
   * @param {CryptoKey} key from sealingKey
   */
  constructor(cache, key) {
    this.#cache = cache;
    this.#key = key;
  }

  async load(place) {
    const text = await this.#cache.get(toHex(place));
    if (typeof text !== "string" || text.length > MOST_CHARACTERS) return undefined;
    const whole = fromBase64Url(text);
    const nonce = whole.subarray(0, NONCE_BYTES);
    const sealed = whole.subarray(NONCE_BYTES);
    const plain = await crypto.subtle.decrypt(algorithm(nonce, place), this.#key, sealed);
    return JSON.parse(decoder.decode(plain));
  }

  /** @param {{ token: string, obtainedAt: number, expiresAt: number }} token */
  async save(place, token, ttl) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const plain = encoder.encode(JSON.stringify(token));
    const sealed = await crypto.subtle.encrypt(algorithm(nonce, place), this.#key, plain);
    await this.#cache.put(toHex(place), toBase64Url(new Uint8Array([...nonce, ...new Uint8Array(sealed)])), { ttl });
  }

  async remove(place) {
    await this.#cache.delete(toHex(place));
  }
}

/** HKDF (RFC 5869) with SHA-256 over the private key: whoever has the key file has it. */
export async function sealingKey(privateKey) {
  const material = await crypto.subtle.importKey("raw", privateKey, "HKDF", false, ["deriveKey"]);
  const [salt, info] = ["edgemint.v1", "tokens at rest"].map((text) => encoder.encode(text));
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info };
  return crypto.subtle.deriveKey(derivation, material, { name: NAME, length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Without a prototype, by which a shorter tag would do. */
function algorithm(iv, place) {
  const additionalData = new Uint8Array([...encoder.encode("edgemint.token.v1"), ...place]);
  return { __proto__: null, name: NAME, iv, additionalData };
}
