// The Worker in `wrangler dev`: started, answering, stopped, and nothing left of it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Trouble } from "../log.js";
import { childEnv } from "../run.js";
import { wranglerEnv } from "../wrangler.js";
import { createWorkerFolder } from "./worker-folder.js";

const startLimit = 60_000;
const stopLimit = 5_000;

/**
 * @typedef {object} RunningWorker
 * @property {string} url
 * @property {{ status: number, body: any }} health Its first answer, to GET /healthz.
 * @property {() => void} show From now on wrangler's lines go to standard error.
 * @property {Promise<never>} ended Rejects when it ends by itself.
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ settings: Record<string, string>, port: number, signal: AbortSignal }} start
 * @returns {Promise<RunningWorker>}
 */
export async function startWorker({ settings, port, signal }) {
  const folder = createWorkerFolder(settings);
  const wrangler = runWrangler(folder, port);
  const stop = async () => {
    await wrangler.stop();
    folder.remove();
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(startLimit)]);
    const health = await Promise.race([firstAnswer(`${url}/healthz`, limit), wrangler.ended]);
    return { url, health, show: wrangler.show, ended: wrangler.ended, stop };
  } catch (error) {
    await stop();
    if (error.name !== "TimeoutError") throw error;
    throw new Trouble(`The Worker did not answer within a minute.\n${wrangler.lastLines()}`);
  }
}

function runWrangler(folder, port) {
  const child = spawn("wrangler", devArguments(port), {
    cwd: folder.path,
    env: childEnv({ ...wranglerEnv, ...folder.env }),
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own: wrangler's children (workerd, esbuild) are stopped with it.
    detached: true,
  });
  const output = keepOutput(child);
  // "close" comes when nobody holds the pipes any more: all of the group have ended then.
  const closed = once(child, "close");
  const ended = closed.then(() => {
    throw new Trouble(`wrangler dev ended by itself.\n${output.lastLines()}`);
  });
  // Whoever waits for it hears of it; while nobody does, it is no unhandled rejection.
  ended.catch(() => {});
  const killAtExit = () => {
    killGroup(child, "SIGKILL");
    folder.remove();
  };
  process.once("exit", killAtExit);

  async function stop() {
    killGroup(child, "SIGTERM");
    const timer = setTimeout(() => killGroup(child, "SIGKILL"), stopLimit);
    await closed.catch(() => {});
    clearTimeout(timer);
    // Whoever held no pipe and took its time.
    killGroup(child, "SIGKILL");
    process.off("exit", killAtExit);
  }
  return { ...output, ended, stop };
}

const devArguments = (port) => [
  "dev",
  "--local",
  "--ip=127.0.0.1",
  `--port=${port}`,
  "--inspector-port=0",
  "--show-interactive-dev-session=false",
];

function keepOutput(child) {
  let text = "";
  let shown = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      text = (text + chunk).slice(-20_000);
      if (shown) process.stderr.write(chunk);
    });
  }
  return {
    show: () => (shown = true),
    lastLines: () => text.trimEnd().split("\n").slice(-20).join("\n"),
  };
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** Nothing listens on the port at first; then wrangler holds requests back until workerd is ready. */
async function firstAnswer(url, signal) {
  for (;;) {
    try {
      const response = await fetch(url, { signal });
      return { status: response.status, body: await response.json() };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof TypeError)) throw error;
    }
    await sleep(50);
  }
}
