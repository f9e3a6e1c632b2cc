/** What everybody on this machine can see of the processes that run. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/**
 * The command lines, one a process; on Linux with the environments, which elsewhere are not to be had.
 *
 * @returns {{ args: string, environment: string }[]}
 */
export function processes() {
  if (process.platform !== "linux") {
    const lines = execFileSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8", maxBuffer: 1 << 26 });
    return lines.split("\n").map((args) => ({ args, environment: "" }));
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ args: read(pid, "cmdline"), environment: read(pid, "environ") }));
}

/** Empty for a process that has just ended, or that belongs to somebody else. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
