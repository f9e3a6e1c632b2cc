/** A Worker that runs tests inside workerd, the runtime of Cloudflare Workers. */
import { createRequire } from "node:module";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";

import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { bundleWorker } from "./bundle.js";

/**
 * @param {string} entry a file beside this one: a Worker that answers a POST of the context with its results
 * @param {object} context
 * @param {{ bindings?: object, wasm?: Record<string, Uint8Array>, more?: object }} [options] `wasm` as in bundleWorker,
 *   `more` as miniflare takes it
 * @returns {Promise<import("./collect.js").Result[]>}
 */
export async function runInWorkerd(entry, context, { bindings, wasm, more } = {}) {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "suite",
      modules: await bundleWorker(entry, wasm),
      compatibilityDate,
      bindings,
      serviceBindings: { SELF: "suite" },
      ...more,
      host: "127.0.0.1",
      port: 0,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  try {
    const response = await miniflare.dispatchFetch("http://suite/", { method: "POST", body: JSON.stringify(context) });
    if (!response.ok) throw new Error(`the test Worker answered ${response.status}: ${await response.text()}`);
    return await response.json();
  } finally {
    await miniflare.dispose();
  }
}

/** Of the workerd that miniflare runs. */
export function workerdName() {
  const require = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  return `workerd ${require("workerd").version}, compatibility date ${compatibilityDate}`;
}
