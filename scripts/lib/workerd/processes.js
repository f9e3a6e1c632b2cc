/** What everybody on this machine can see of the processes that run. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/**
 * The command lines, one a process; on Linux with the environments, which elsewhere are not to be had.
 *
 * @returns {{ pid: number, parent: number, args: string, environment: string }[]}
 */
export function processes() {
  if (process.platform !== "linux") {
    const command = ["-A", "-ww", "-o", "pid=,ppid=,args="];
    const lines = execFileSync("ps", command, { encoding: "utf8", maxBuffer: 1 << 26 });
    return [...lines.matchAll(/^ *(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, args]) => ({
      pid: Number(pid),
      parent: Number(parent),
      args,
      environment: "",
    }));
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid: Number(pid),
      // Behind the name, which may hold anything, and the state.
      parent: Number(read(pid, "stat").match(/.*\) \S (\d+)/s)?.[1]),
      args: read(pid, "cmdline"),
      environment: read(pid, "environ"),
    }));
}

/** The processes that this one has started and that are called with `name`. */
export function children(name) {
  return processes().filter(({ parent, args }) => parent === process.pid && args.includes(name));
}

/** Empty for a process that has just ended, or that belongs to somebody else. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
