/** A bundled Worker in real workerd, for which the stand-in is Google. */
import { convertV4MiniflareOptions, fetch, Miniflare } from "miniflare";

import { compatibilityDate } from "../../scripts/lib/workerd/compatibility-date.js";
import { leadTo } from "./lead-to.js";

/**
 * @param {object[]} modules as miniflare takes them
 * @param {Record<string, string>} bindings
 * @param {Awaited<ReturnType<typeof import("../../standin/index.js").startGoogle>>} google
 */
export async function inWorkerd(modules, bindings, google) {
  const lead = leadTo(google, fetch);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "bundled",
      modules,
      bindings,
      compatibilityDate,
      compatibilityFlags: ["nodejs_compat"],
      outboundService: (request) => lead(request.url, request),
      host: "127.0.0.1",
      port: 0,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  await miniflare.ready;
  return {
    get: (path) => miniflare.dispatchFetch(new URL(path, "http://bundled/")),
    close: () => miniflare.dispose(),
  };
}
