// The Worker in `wrangler dev`: started, answering, stopped, and nothing left of it.
import { setTimeout as sleep } from "node:timers/promises";
import { Trouble } from "../log.js";
import { wranglerEnv } from "../wrangler.js";
import { startGroup } from "./child-group.js";
import { createWorkerFolder } from "./worker-folder.js";

const startLimit = 180_000;

/**
 * @typedef {object} RunningWorker
 * @property {string} url
 * @property {any} health Its first answer, to GET /healthz.
 * @property {() => void} show From now on wrangler's lines go to standard error.
 * @property {Promise<never>} ended Rejects when it ends by itself.
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ settings: Record<string, string>, demo?: import("../page.js").Demo, port: number,
 *   signal: AbortSignal }} start
 * @returns {Promise<RunningWorker>}
 */
export async function startWorker({ settings, demo, port, signal }) {
  const folder = createWorkerFolder(settings, demo);
  const env = { ...wranglerEnv, ...folder.env };
  const group = startGroup("wrangler", devArguments(port), { cwd: folder.path, env });
  const stop = async () => {
    await group.stop();
    folder.remove();
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    const health = await healthOf(url, group, signal);
    return { url, health, show: group.show, ended: group.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const devArguments = (port) => [
  "dev",
  "--local",
  "--ip=127.0.0.1",
  `--port=${port}`,
  "--inspector-port=0",
  "--show-interactive-dev-session=false",
];

/** The Worker's first answer, unless wrangler ends, takes too long or is to stop. */
async function healthOf(url, group, signal) {
  const attempts = new AbortController();
  const giveUp = () =>
    attempts.abort(new Trouble(`The Worker did not answer within three minutes.\n${group.lastLines()}`));
  const timer = setTimeout(giveUp, startLimit);
  try {
    const limit = AbortSignal.any([signal, attempts.signal]);
    return await Promise.race([firstAnswer(`${url}/healthz`, limit), group.ended]);
  } finally {
    clearTimeout(timer);
    attempts.abort();
  }
}

/** Nothing listens on the port at first; then wrangler holds requests back until workerd is ready. */
async function firstAnswer(url, signal) {
  for (;;) {
    try {
      const response = await fetch(url, { signal });
      return await response.json();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // fetch's own, for a refused connection.
      if (!(error instanceof TypeError)) throw error;
    }
    await sleep(50);
  }
}
