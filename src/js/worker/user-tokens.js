// A Durable Object for each service account and user: where the requests of all isolates meet, so
// that one of them mints and the others get its token. It holds sealed tokens, which it cannot open.
import { DurableObject } from "cloudflare:workers";

/** How long one may take to mint before another may: a mint has a deadline of ten seconds. */
const LEASE_MS = 12_000;
/** How long one that waits for another's token waits: then it mints for itself. */
const PATIENCE_MS = 2_000;

export class UserTokens extends DurableObject {
  /** By key, who is minting: until when that counts, and what wakes those who wait. */
  #leases = new Map();

  /**
   * A sealed token that outlives `held`, or nothing: then the asker is to mint, and says `keep` or
   * `release` afterwards.
   *
   * @param {string} key
   * @param {number} held milliseconds since 1970, as all times here
   * @returns {Promise<Uint8Array | undefined>}
   */
  async claim(key, held) {
    const patience = Date.now() + PATIENCE_MS;
    for (;;) {
      const kept = await this.ctx.storage.get(key);
      const now = Date.now();
      if (kept && kept.spentAt > now && kept.expiresAt > held) return kept.sealed;
      const lease = this.#leases.get(key);
      // Nothing is awaited from the look at the lease to taking it.
      if (!lease || lease.until <= now) {
        this.#leases.set(key, { until: now + LEASE_MS, waiting: lease?.waiting ?? [] });
        return undefined;
      }
      if (now >= patience) return undefined;
      await Promise.race([
        new Promise((wake) => lease.waiting.push(wake)),
        new Promise((wake) => setTimeout(wake, patience - now)),
      ]);
    }
  }

  async keep(key, sealed, expiresAt, spentAt) {
    await this.ctx.storage.put(key, { sealed, expiresAt, spentAt });
    const alarm = await this.ctx.storage.getAlarm();
    if (alarm === null || spentAt < alarm) await this.ctx.storage.setAlarm(spentAt);
    this.release(key);
  }

  /** After a mint that failed: the next one who waits mints. */
  release(key) {
    const waiting = this.#leases.get(key)?.waiting ?? [];
    this.#leases.delete(key);
    for (const wake of waiting) wake();
  }

  async remove(key) {
    await this.ctx.storage.delete(key);
  }

  /** Removes what is spent, and comes again for the rest. */
  async alarm() {
    const now = Date.now();
    let next = Infinity;
    for (const [key, { spentAt }] of await this.ctx.storage.list()) {
      if (spentAt <= now) await this.ctx.storage.delete(key);
      else next = Math.min(next, spentAt);
    }
    if (next < Infinity) await this.ctx.storage.setAlarm(next);
  }
}
