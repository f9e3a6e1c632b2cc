// A Durable Object that sums up what all isolates count: each of them sends what is new.
import { DurableObject } from "cloudflare:workers";

export class Counters extends DurableObject {
  /** @param {[series: string, amount: number][]} amounts */
  async add(amounts) {
    const sums = new Map(await this.read());
    for (const [series, amount] of amounts) sums.set(series, (sums.get(series) ?? 0) + amount);
    await this.ctx.storage.put("sums", [...sums]);
  }

  /** @returns {Promise<[series: string, sum: number][]>} */
  async read() {
    return (await this.ctx.storage.get("sums")) ?? [];
  }
}
