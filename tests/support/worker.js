/** The built Worker in workerd, as tests want it: its log can be read, and it can be killed. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { children } from "../../scripts/lib/workerd/processes.js";
import { startWorker as start } from "../../scripts/lib/workerd/worker.js";
import { until } from "./patience.js";

export { DURABLE, DURABLE_IN_MEMORY } from "../../scripts/lib/workerd/worker.js";

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

/** As its namesake in scripts/, with which it shares all arguments; what it gives can more. */
export async function startWorker(bindings, others = [], more = {}, whole = {}) {
  const logs = [];
  let restarted = () => {};
  const worker = await start(bindings, [...others, MARKER], more, {
    ...whole,
    onLog: (message) => logs.push(message),
    onRestart: () => restarted(),
  });
  return {
    ...worker,

    /** Kills workerd where it stands. Miniflare then starts it anew: what it kept is there, its URLs are others. */
    async kill() {
      const { promise, resolve } = Promise.withResolvers();
      restarted = resolve;
      const running = children("workerd");
      assert.equal(running.length, 1, "one workerd of this process");
      process.kill(running[0].pid, "SIGKILL");
      await promise;
      return worker.findUrls();
    },

    /** @returns {Promise<string[]>} all that workerd has written until now */
    async logs() {
      const mark = randomUUID();
      await fetch(worker.urls.at(-1), { method: "POST", body: mark });
      await until(() => logs.filter((line) => line.includes(mark)).length === 2);
      return logs;
    },
  };
}
