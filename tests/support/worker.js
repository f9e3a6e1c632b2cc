/** The built Worker in real workerd, configured as a deployment is. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";

import { compatibilityDate } from "./compatibility-date.js";
import { until } from "./patience.js";
import { children } from "./processes.js";

const dist = new URL("../../dist/worker/", import.meta.url);

/** As wrangler uploads them: the first is the main module. */
const MODULES = [
  { type: "ESModule", path: "index.js" },
  { type: "CompiledWasm", path: "edgemint_bg.wasm" },
];

/** A socket of the Worker's own, so that nothing stands between a request and workerd. */
const DIRECT = { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] };

/** Logs what it is sent, to show that everything before it has been read. */
const MARKER = {
  name: "marker",
  modules: [
    {
      type: "ESModule",
      path: "index.js",
      contents: `
        export default {
          async fetch(request) {
            const mark = await request.text();
            for (const write of [console.log, console.error]) write(mark);
            return new Response();
          },
        };
      `,
    },
  ],
};

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
 * @param {Bindings} bindings
 * @param {object[]} [others] Workers beside it, as miniflare takes them: the built one again unless they have modules
 * @param {object} [more] what else the built one is bound to, as miniflare takes it
 * @param {{ persist?: string, inspected?: boolean }} [whole] a folder in which Durable Objects outlive a restart; whether
 *   isolates can be looked into
 */
export async function startWorker(bindings, others = [], more = {}, { persist, inspected = false } = {}) {
  const logs = [];
  let restarted = () => {};
  const workers = [{ name: "edgemint", bindings, ...more }, ...others, MARKER];
  const modules = builtModules();
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      workers: workers.map((worker) => ({ modules, compatibilityDate, ...worker, ...bound(worker), ...DIRECT })),
      host: "127.0.0.1",
      port: 0,
      cf: false,
      telemetry: { enabled: false },
      inspectorPort: inspected ? 0 : undefined,
      handleStructuredLogs: ({ message }) => logs.push(message),
    }),
    resourcePersistencePath: persist,
    unsafeHandleRuntimeRestart: () => restarted(),
  });
  await miniflare.ready;
  const findUrls = () => Promise.all(workers.map(async ({ name }) => (await miniflare.unsafeGetDirectURL(name)).origin));
  const urls = await findUrls();
  return {
    /** Of each Worker, the built one first, without a slash at the end. */
    urls,
    url: urls[0],

    /** Kills workerd where it stands. Miniflare then starts it anew: what it kept is there, its URLs are others. */
    async kill() {
      const { promise, resolve } = Promise.withResolvers();
      restarted = resolve;
      const running = children("workerd");
      assert.equal(running.length, 1, "one workerd of this process");
      process.kill(running[0].pid, "SIGKILL");
      await promise;
      return findUrls();
    },

    /** @returns {Promise<string[]>} all that workerd has written until now */
    async logs() {
      const mark = randomUUID();
      await fetch(urls.at(-1), { method: "POST", body: mark });
      await until(() => logs.filter((line) => line.includes(mark)).length === 2);
      return logs;
    },

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
  return MODULES.map(({ type, path }) => ({ type, path, contents: readFileSync(new URL(path, dist)) }));
}
