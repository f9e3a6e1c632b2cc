import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { Trouble } from "./log.js";
import { packageBin, root } from "./paths.js";

/** The environment of every child: the project's own commands (Node 22 among them) come first. */
export const childEnv = (extra = {}) => ({
  ...process.env,
  PATH: `${packageBin}${delimiter}${process.env.PATH}`,
  ...extra,
});

/**
 * Runs a command to its end. Never rejects: a command that cannot be started has the code 127,
 * one that ran out of time 124.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: object, show?: boolean, timeout?: number }} [options]
 *   `show` passes what it prints on to standard error as it comes.
 * @returns {Promise<{ code: number, stdout: string, output: string }>}
 */
export function run(command, args, { cwd = root, env = {}, show = false, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: childEnv(env),
      stdio: ["ignore", "pipe", "pipe"],
      detached: timeout !== undefined,
    });
    let stdout = "";
    let output = "";
    let late = false;
    const keep = (chunk) => {
      output += chunk;
      if (show) process.stderr.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
      keep(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", keep);
    const timer = timeout && setTimeout(() => {
      late = true;
      // The whole group: a wrapper such as rustup's leaves its own children behind.
      process.kill(-child.pid, "SIGKILL");
    }, timeout);
    const end = (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, output });
    };
    child.on("error", (error) => {
      output += error.message;
      end(127);
    });
    child.on("close", (code) => end(late ? 124 : (code ?? 1)));
  });
}

/** Runs a command that has to succeed; if it does not, its last lines are the trouble. */
export async function mustRun(command, args, options) {
  const result = await run(command, args, options);
  if (result.code === 0) return result;
  const tail = options?.show ? [] : result.output.trimEnd().split("\n").slice(-30);
  const what = `\`${[command, ...args].join(" ")}\` failed with code ${result.code}.`;
  throw new Trouble([what, ...tail].join("\n"));
}

/** What a command prints, or undefined when it is missing or fails. */
export async function ask(command, args, options) {
  const { code, stdout } = await run(command, args, options);
  return code === 0 ? stdout.trim() : undefined;
}
