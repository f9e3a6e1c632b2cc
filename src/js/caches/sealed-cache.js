import { fromBase64Url, toBase64Url, toHex } from "../shared/encoding.js";

const NAME = "AES-GCM";
/** A sealed token is shorter; more is none. */
const MOST_CHARACTERS = 64 * 1024;
/** Before each sealed token: random, and far from repeating in the life of a key. */
const NONCE_BYTES = 12;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A program's cache, which gets tokens sealed with AES-256-GCM only: the store alone opens nothing.
 * A token that was sealed for another place does not open. Names are HMAC-SHA-256: a plain hash of a
 * user and scopes would be found by trying users.
 */
export class SealedCache {
  #cache;
  #key;
  #names;

  /**
   * @param {import("../index.d.ts").TokenCache} cache
   * @param {{ tokens: CryptoKey, names: CryptoKey }} keys from sealingKeys
   */
  constructor(cache, { tokens, names }) {
    this.#cache = cache;
    this.#key = tokens;
    this.#names = names;
  }

  async #name(place) {
    return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", this.#names, place)));
  }

  async load(place) {
    const text = await this.#cache.get(await this.#name(place));
    if (typeof text !== "string" || text.length > MOST_CHARACTERS) return undefined;
    const whole = fromBase64Url(text);
    const nonce = whole.subarray(0, NONCE_BYTES);
    const sealed = whole.subarray(NONCE_BYTES);
    const plain = await crypto.subtle.decrypt(algorithm(nonce, place), this.#key, sealed);
    return JSON.parse(decoder.decode(plain));
  }

  /** @param {{ token: string, obtainedAt: number, expiresAt: number, scopes?: string }} token */
  async save(place, token, ttl) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const plain = encoder.encode(JSON.stringify({ __proto__: null, ...token }));
    const sealed = await crypto.subtle.encrypt(algorithm(nonce, place), this.#key, plain);
    const whole = toBase64Url(new Uint8Array([...nonce, ...new Uint8Array(sealed)]));
    await this.#cache.put(await this.#name(place), whole, { ttl });
  }

  async remove(place) {
    await this.#cache.delete(await this.#name(place));
  }
}

/**
 * HKDF (RFC 5869) with SHA-256 over the private key: whoever has the key file has them. The labels are not the Worker's
 * (src/proto/sealing.rs), which seals another form.
 */
export async function sealingKeys(privateKey) {
  const material = await crypto.subtle.importKey("raw", privateKey, "HKDF", false, ["deriveKey"]);
  const derive = (label, algorithm, usages) => {
    const [salt, info] = ["edgemint.v1", label].map((text) => encoder.encode(text));
    const derivation = { name: "HKDF", hash: "SHA-256", salt, info };
    return crypto.subtle.deriveKey(derivation, material, { ...algorithm, length: 256 }, false, usages);
  };
  return {
    tokens: await derive("edgemint/caches: tokens", { name: NAME }, ["encrypt", "decrypt"]),
    names: await derive("edgemint/caches: names", { name: "HMAC", hash: "SHA-256" }, ["sign"]),
  };
}

/** Without a prototype, by which a shorter tag would do. */
function algorithm(iv, place) {
  const additionalData = new Uint8Array([...encoder.encode("edgemint.token.v1"), ...place]);
  return { __proto__: null, name: NAME, iv, additionalData };
}
