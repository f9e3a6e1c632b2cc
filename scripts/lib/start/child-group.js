import { spawn } from "node:child_process";
import { once } from "node:events";
import { Trouble } from "../log.js";
import { childEnv } from "../run.js";

/** How long a group may take to end before it is killed. */
const stopLimit = 20_000;

/**
 * A command that runs until it is stopped, in a process group of its own: its children are stopped
 * with it, and Ctrl-C reaches it through us alone.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: object }} options
 */
export function startGroup(command, args, { cwd, env }) {
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn(command, args, { cwd, env: childEnv(env), stdio, detached: true });
  const output = keepOutput(child);
  const closed = once(child, "close");
  const ended = closed.then(() => {
    throw new Trouble(`${command} ended by itself.\n${output.lastLines()}`);
  });
  // Who waits for it hears of it; while nobody does, it is no unhandled rejection.
  ended.catch(() => {});
  const killAll = () => killGroup(child, "SIGKILL");
  process.once("exit", killAll);

  async function stop() {
    killGroup(child, "SIGTERM");
    const timer = setTimeout(killAll, stopLimit);
    await closed;
    clearTimeout(timer);
    // Whoever of the group held no pipe of ours and took its time.
    killAll();
    process.off("exit", killAll);
  }
  return { ...output, ended, stop };
}

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
    /** From now on what it prints goes to standard error. */
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
