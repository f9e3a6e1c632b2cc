import { untilAborted } from "../shared/abort.js";
import { readBounded } from "../shared/body.js";
import { logError, stackOf } from "../shared/log.js";
import { attempt, numberOf, own, textOf } from "../shared/plain.js";

/** A cache that takes longer counts as an empty one. */
const CACHE_TIMEOUT_MS = 2_000;
/** Those that are read have fewer. */
const MOST_OF_HEADER = 256;
/** The latest time that there is in JavaScript. */
const LATEST = 8.64e15;

/**
 * What the WebAssembly asks the runtime for. Nothing here throws or rejects, as the frames of
 * WebAssembly in between could not be unwound: what failed is `undefined`.
 */
export class Host {
  #fetch;
  #clock;
  #onEvent;
  #cache;
  #sign;
  /** What the last exchange without an answer failed of, such as `ECONNREFUSED`, where the runtime says so. */
  unreached;

  /**
   * @param {{ fetch?: typeof fetch, clock?: () => number, onEvent?: (event: object) => void }} options
   */
  constructor({ fetch, clock, onEvent }) {
    // Looked up at each call, and called as itself: browsers refuse fetch as anybody's method.
    this.#fetch = fetch ? (...request) => fetch(...request) : (...request) => globalThis.fetch(...request);
    this.#clock = clock ?? (() => Date.now());
    this.#onEvent = onEvent;
  }

  /** @param {import("../caches/sealed-cache.js").SealedCache} cache */
  useCache(cache) {
    this.#cache = cache;
  }

  /** @param {(message: Uint8Array) => Promise<Uint8Array>} sign */
  useSigner(sign) {
    this.#sign = sign;
  }

  now() {
    const now = attempt(() => numberOf(this.#clock()));
    return now >= 0 && now <= LATEST ? now : Date.now();
  }

  sleep(millis) {
    return new Promise((resolve) => {
      // Without a timer (at a Worker's start-up) waiting is left out.
      if (attempt(() => setTimeout(resolve, millis)) === undefined) resolve();
    });
  }

  /** Redirects are not followed: one would carry the assertion to somebody else. */
  async post(url, contentType, body, limit, millis) {
    try {
      const signal = AbortSignal.timeout(millis);
      const headers = { "Content-Type": contentType };
      // Without a prototype: fetch looks for more than these, such as for a dispatcher in Node.
      const init = { __proto__: null, method: "POST", headers, body, redirect: "manual", signal };
      const response = await untilAborted(this.#fetch(url, init), signal);
      const header = (name) => (textOf(response.headers.get(name)) ?? "").slice(0, MOST_OF_HEADER);
      return {
        status: statusOf(response),
        // A page sees these only where the endpoint lists them for CORS.
        date: header("Date"),
        retryAfter: header("Retry-After"),
        body: await untilAborted(readBounded(response, limit), signal),
      };
    } catch (error) {
      // What fetch throws may quote the request: its name alone goes further.
      this.unreached = attempt(() => nameOf(error));
      return undefined;
    }
  }

  /** For requests to an API, with whatever the program brings. */
  send(request) {
    return this.#fetch(request);
  }

  signerFault(signer, recovered) {
    if (this.#onEvent) return this.emit({ type: "signer_fault", signer, recovered });
    logError({ event: "signer_fault", signer, recovered });
  }

  /** A listener that fails, now or by its promise, fails nobody's call. */
  emit(event) {
    const failed = (thrown) => logError({ event: "listener_failed", stack: stackOf(thrown) });
    new Promise((resolve) => resolve(this.#onEvent?.(event))).catch(failed);
  }

  // Bytes come as views of WebAssembly's memory, which may move meanwhile: hence the copies.

  sign(message) {
    return this.#sign(message.slice()).catch(() => undefined);
  }

  load(key) {
    const place = key.slice();
    return this.#inTime(async () => plainToken(await this.#cache.load(place)));
  }

  save(key, token, obtainedAt, expiresAt, scopes) {
    const place = key.slice();
    const ttl = Math.max(1, Math.floor((expiresAt - this.now()) / 1000));
    return this.#inTime(() => this.#cache.save(place, { token, obtainedAt, expiresAt, scopes }, ttl));
  }

  remove(key) {
    const place = key.slice();
    return this.#inTime(() => this.#cache.remove(place));
  }

  /** A cache that fails behaves as an empty one. */
  async #inTime(work) {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, CACHE_TIMEOUT_MS);
    });
    try {
      return await Promise.race([work(), late]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

function plainToken(stored) {
  const { token, obtainedAt, expiresAt, scopes } = own(stored, ["token", "obtainedAt", "expiresAt", "scopes"]);
  if (![token, scopes ?? ""].every((text) => typeof text === "string")) return undefined;
  if (![obtainedAt, expiresAt].every(Number.isFinite)) return undefined;
  return { token, obtainedAt, expiresAt, scopes };
}

/** A runtime's word for what failed, such as `ENOTFOUND` or `TimeoutError`: nothing that could quote a request. */
function nameOf(error) {
  const names = [error?.cause?.code, error?.code, error?.name];
  return names.find((name) => typeof name === "string" && /^(?=.*[A-Z])\w{3,40}$/.test(name));
}

/** One that HTTP has; a program's own fetch may give anything. */
function statusOf(response) {
  const status = numberOf(response.status);
  if (Number.isInteger(status) && status >= 100 && status <= 999) return status;
  throw new TypeError("no status");
}
