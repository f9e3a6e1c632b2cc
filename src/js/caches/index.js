// Caches for `createMinter({ cache })`. What they get is sealed, and named by a hash.
import { optionError } from "../shared/errors.js";
import { own } from "../shared/plain.js";

const PREFIX = "edgemint:";
/** The shortest life that Workers KV takes. */
const KV_LEAST_TTL = 60;

/** In Workers KV. */
export const kvCache = (namespace) => ({
  get: (key) => namespace.get(PREFIX + key),
  put: (key, value, { ttl }) => namespace.put(PREFIX + key, value, { expirationTtl: Math.max(KV_LEAST_TTL, ttl) }),
  delete: (key) => namespace.delete(PREFIX + key),
});

/** In the Cache API: a Worker's, which each data centre has of its own, or a page's. */
export function cacheApiCache(given) {
  const open = async () => given ?? globalThis.caches.default ?? globalThis.caches.open("edgemint");
  // A name that nobody can have (RFC 2606): these are no requests that go anywhere.
  const url = (key) => `https://edgemint.invalid/${key}`;
  return {
    async get(key) {
      const kept = await (await open()).match(url(key));
      return kept?.text();
    },
    async put(key, value, { ttl }) {
      const headers = { "Cache-Control": `max-age=${ttl}` };
      await (await open()).put(url(key), new Response(value, { __proto__: null, headers }));
    },
    async delete(key) {
      await (await open()).delete(url(key));
    },
  };
}

/** In the storage of a Durable Object, which forgets nothing by itself: what is spent goes when it is asked for. */
export const durableObjectCache = (storage) => ({
  async get(key) {
    const kept = await storage.get(PREFIX + key);
    if (kept === undefined || kept.until > Date.now()) return kept?.value;
    await storage.delete(PREFIX + key);
    return undefined;
  },
  put: (key, value, { ttl }) => storage.put(PREFIX + key, { value, until: Date.now() + ttl * 1000 }),
  async delete(key) {
    await storage.delete(PREFIX + key);
  },
});

/** In memory, for several minters of one page or process; what was put there first goes first. */
export function memoryCache(options) {
  const { max = 1000 } = own(options, ["max"]);
  if (!(typeof max === "number" && max >= 0)) throw optionError("max", "a number");
  const kept = new Map();
  return {
    async get(key) {
      const entry = kept.get(key);
      return entry && entry.until > Date.now() ? entry.value : undefined;
    },
    async put(key, value, { ttl }) {
      kept.delete(key);
      kept.set(key, { value, until: Date.now() + ttl * 1000 });
      if (kept.size > max) kept.delete(kept.keys().next().value);
    },
    async delete(key) {
      kept.delete(key);
    },
  };
}
