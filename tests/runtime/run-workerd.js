/** The suite inside workerd, the runtime of Cloudflare Workers: `node tests/runtime/run-workerd.js`. */
import { createRequire } from "node:module";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";

import { compatibilityDate } from "../support/compatibility-date.js";
import { bundleWorker } from "./bundle.js";
import { startContext } from "./context.js";
import { report } from "./report.js";

const { context, close } = await startContext();
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    name: "suite",
    modules: await bundleWorker("worker.js"),
    compatibilityDate,
    bindings: { KEY: JSON.stringify(context.key), TOKEN_URI: context.tokenUri },
    serviceBindings: { SELF: "suite" },
    host: "127.0.0.1",
    port: 0,
    cf: false,
    telemetry: { enabled: false },
  }),
);
try {
  const response = await miniflare.dispatchFetch("http://suite/", { method: "POST", body: JSON.stringify(context) });
  if (!response.ok) throw new Error(`the test Worker answered ${response.status}: ${await response.text()}`);
  report(`workerd ${version()}, compatibility date ${compatibilityDate}`, await response.json());
} finally {
  await miniflare.dispose();
  await close();
}

/** Of the workerd that miniflare runs. */
function version() {
  const require = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  return require("workerd").version;
}
