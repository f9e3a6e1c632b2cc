import type { TokenCache } from "../index.js";

/** Of Workers KV, what this needs: a `KVNamespace`. */
export interface KeyValueNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Of a Durable Object's storage, what this needs: `ctx.storage`. */
export interface ObjectStorage {
  get<T>(key: string): Promise<T | undefined>;
  put<T>(key: string, value: T): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Of the Cache API, what this needs: `caches.default` in a Worker, or a `Cache`. */
export interface ResponseCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

/**
 * Tokens in Workers KV: fewer exchanges for all isolates together, not one, as KV takes up to a
 * minute to show what was written elsewhere.
 *
 * @example
 * ```js
 * import { env } from "cloudflare:workers";
 * import { createMinter } from "edgemint";
 * import { kvCache } from "edgemint/caches";
 *
 * const minter = await createMinter({
 *   credentials: env.SERVICE_ACCOUNT_KEY,
 *   cache: kvCache(env.TOKENS),
 * });
 * ```
 */
export function kvCache(namespace: KeyValueNamespace): TokenCache;

/**
 * Tokens in the Cache API: in a Worker all isolates of one data centre share them, in a page all
 * tabs. Without a cache named, a Worker's `caches.default`, elsewhere one called `edgemint`.
 *
 * @example
 * ```js
 * import { createMinter } from "edgemint";
 * import { cacheApiCache } from "edgemint/caches";
 *
 * const minter = await createMinter({ credentials: key, cache: cacheApiCache() });
 * ```
 */
export function cacheApiCache(cache?: ResponseCache): TokenCache;

/**
 * Tokens in the storage of a Durable Object of yours. Spent ones are removed when somebody asks for
 * them; an object that many users pass through should be swept by an alarm of its own.
 *
 * @example
 * ```js
 * import { DurableObject } from "cloudflare:workers";
 * import { createMinter } from "edgemint";
 * import { durableObjectCache } from "edgemint/caches";
 *
 * export class Mailbox extends DurableObject {
 *   minter = createMinter({
 *     credentials: this.env.SERVICE_ACCOUNT_KEY,
 *     cache: durableObjectCache(this.ctx.storage),
 *   });
 * }
 * ```
 */
export function durableObjectCache(storage: ObjectStorage): TokenCache;

/**
 * Tokens in memory, shared by several minters: nothing in `localStorage`, nothing on disk. Each
 * minter has a memory of its own in front of it anyway.
 *
 * @param options `max`: how many tokens at most; 1,000 unless told.
 *
 * @example
 * ```js
 * import { createMinter } from "edgemint";
 * import { memoryCache } from "edgemint/caches";
 *
 * const cache = memoryCache();
 * const fast = await createMinter({ credentials: key, cache });
 * const native = await createMinter({ credentials: key, cache, signer: "webcrypto" });
 * ```
 */
export function memoryCache(options?: { max?: number }): TokenCache;
