// The built Worker in real workerd, configured as a deployment is: for tests and the load command.
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { inRoot } from "../paths.js";
import { compatibilityDate } from "./compatibility-date.js";

/** As wrangler uploads them: the first is the main module. */
const MODULES = [
  { type: "ESModule", path: "index.js" },
  { type: "CompiledWasm", path: "edgemint_bg.wasm" },
];

/** A socket of the Worker's own, so that nothing stands between a request and workerd. */
const DIRECT = { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] };

/**
 * @typedef {object} Bindings
 * @property {string} [SERVICE_ACCOUNT_KEY]
 * @property {string} [POLICY]
 * @property {string} [TOKEN_URI]
 */

/** What wrangler.toml binds for CACHE = "durable". */
export const DURABLE = { durableObjects: { USER_TOKENS: { className: "UserTokens", useSQLite: true } } };

/** The same without a disk: each new object is a file otherwise, and a busy disk is slower than any mint. */
export const DURABLE_IN_MEMORY = { ...DURABLE, unsafeEphemeralDurableObjects: true };

/**
 * @typedef {object} Whole
 * @property {string} [persist] a folder in which Durable Objects outlive a restart
 * @property {boolean} [inspected] whether isolates can be looked into
 * @property {(message: string) => void} [onLog] is told each line that workerd writes
 * @property {() => void} [onRestart] is told when Miniflare has started workerd anew
 */

/**
 * @param {Bindings} bindings
 * @param {object[]} [others] Workers beside it, as miniflare takes them: the built one again unless they have modules
 * @param {object} [more] what else the built one is bound to, as miniflare takes it
 * @param {Whole} [whole]
 */
export async function startWorker(bindings, others = [], more = {}, { persist, inspected = false, onLog, onRestart } = {}) {
  const workers = [{ name: "edgemint", bindings, ...more }, ...others];
  const modules = builtModules();
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      workers: workers.map((worker) => ({ modules, compatibilityDate, ...worker, ...bound(worker), ...DIRECT })),
      host: "127.0.0.1",
      port: 0,
      cf: false,
      telemetry: { enabled: false },
      inspectorPort: inspected ? 0 : undefined,
      handleStructuredLogs: ({ message }) => onLog?.(message),
    }),
    resourcePersistencePath: persist,
    unsafeHandleRuntimeRestart: () => onRestart?.(),
  });
  await miniflare.ready;
  const findUrls = () => Promise.all(workers.map(async ({ name }) => (await miniflare.unsafeGetDirectURL(name)).origin));
  const urls = await findUrls();
  return {
    /** Of each Worker, the built one first, without a slash at the end. */
    urls,
    url: urls[0],

    /** The same as of now: after a restart they are others. */
    findUrls,

    /** Where its isolates can be looked into. */
    getInspectorUrl: () => miniflare.getInspectorURL(),

    /** What it is bound to, from outside. */
    getBindings: () => miniflare.getBindings("edgemint"),
    getStub: async (name) => (await miniflare.getDurableObjectNamespace("USER_TOKENS", "edgemint")).getByName(name),

    close: () => miniflare.dispose(),
  };
}

/** A binding that is undefined is one that a deployment does not have. */
function bound({ bindings = {} }) {
  return { bindings: Object.fromEntries(Object.entries(bindings).filter(([, value]) => value !== undefined)) };
}

function builtModules() {
  return MODULES.map(({ type, path }) => ({ type, path, contents: readFileSync(inRoot("dist", "worker", path)) }));
}
