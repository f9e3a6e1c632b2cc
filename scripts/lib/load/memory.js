// What the Worker holds while it mints for more and more users: its isolate, and workerd around it.
import { readFileSync } from "node:fs";
import { describeMachine } from "../../../bench/lib/machine.js";
import { startGoogle } from "../../../standin/index.js";
import { say } from "../log.js";
import { createCaller } from "../start/caller.js";
import { heldByWorker } from "../workerd/inspector.js";
import { children } from "../workerd/processes.js";
import { DURABLE_IN_MEMORY, startWorker } from "../workerd/worker.js";
import { createClient } from "./client.js";
import { IDLE } from "./idle.js";

const SAMPLES = 10;

/** The Worker with each of its caches, and one that does nothing, for what workerd takes by itself. */
const CASES = [
  { name: "do-nothing Worker", worker: IDLE.name },
  { name: "CACHE = memory", cache: "memory" },
  { name: "CACHE = kv", cache: "kv", more: { kvNamespaces: ["TOKENS"] } },
  { name: "CACHE = durable", cache: "durable", more: DURABLE_IN_MEMORY },
];

/**
 * @typedef {object} Row
 * @property {string} case
 * @property {number} users how many have a token by now
 * @property {number} per_second since the row before
 * @property {number} heap_mib V8's heap of the isolate, after a collection
 * @property {number} buffers_mib the memory of its WebAssembly
 * @property {number | null} rss_mib workerd, where /proc says so
 * @property {number} failed
 */

/** @param {{ users: number, concurrency: number }} options */
export async function runMemory({ users, concurrency }) {
  const machine = await describeMachine();
  const rows = [];
  for (const one of CASES) {
    say(`load: ${one.name}`);
    rows.push(...(await measure(one, users, concurrency)));
  }
  return { machine, users, concurrency, rows };
}

/** @returns {Promise<Row[]>} */
async function measure({ name, cache, more, worker: measured = "edgemint" }, users, concurrency) {
  const google = await startGoogle();
  const { secret, policy } = createCaller({ users: ["*@example.com"], scopes: ["gmail.readonly"] });
  const bindings = {
    SERVICE_ACCOUNT_KEY: JSON.stringify(google.key),
    POLICY: JSON.stringify(policy),
    TOKEN_URI: google.tokenUri,
    CACHE: cache,
  };
  const worker = await startWorker(bindings, [IDLE], more, { inspected: true });
  const client = createClient({ concurrency, secret });
  const url = worker.urls[measured === IDLE.name ? 1 : 0];
  const inspector = await worker.getInspectorUrl();
  const askFor = (user) => {
    google.directory.addUser(user);
    return client.ask(url, user);
  };
  try {
    const rows = [];
    for (let sample = 1; sample <= SAMPLES; sample++) {
      const [from, to] = [sample - 1, sample].map((step) => Math.round((users * step) / SAMPLES));
      const { seconds, failed } = await mintFor(from, to, askFor, concurrency);
      const rss = resident();
      const { heap, buffers } = await heldByWorker(inspector, measured);
      const [heap_mib, buffers_mib] = [mib(heap), mib(buffers)];
      rows.push({ case: name, users: to, per_second: (to - from) / seconds, heap_mib, buffers_mib, rss_mib: rss, failed });
    }
    return rows;
  } finally {
    client.close();
    await worker.close();
    await google.close();
  }
}

/** A token for each of the users with these numbers. */
async function mintFor(from, to, askFor, concurrency) {
  let [next, failed] = [from, 0];
  const start = performance.now();
  const lane = async () => {
    while (next < to) {
      const { status } = await askFor(`user-${next++}@example.com`);
      if (status !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { seconds: (performance.now() - start) / 1000, failed };
}

/** Of the one workerd that this process runs. */
function resident() {
  if (process.platform !== "linux") return null;
  const [{ pid }] = children("workerd");
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(kib) / 1024;
}

const mib = (bytes) => bytes / 1024 / 1024;
