// Where a run was made: figures mean nothing without it.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { inRoot } from "../../scripts/lib/paths.js";
import { ask } from "../../scripts/lib/run.js";

export async function describeMachine() {
  const require = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  const { dependencies } = JSON.parse(readFileSync(inRoot("bench", "package.json"), "utf8"));
  return {
    cpu: cpus()[0].model.trim(),
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    /** Of the minute before the run: what else kept the machine busy. */
    load: Number(loadavg()[0].toFixed(2)),
    os: [distribution(), `${type()} ${release()}`].filter(Boolean).join(", "),
    date: new Date().toISOString().slice(0, 10),
    commit: await ask("git", ["describe", "--always", "--dirty"]),
    versions: {
      node: (await ask("node", ["--version"]))?.slice(1),
      workerd: require("workerd").version,
      rsa: rsaVersions(),
      ...dependencies,
    },
  };
}

function rsaVersions() {
  const lock = readFileSync(inRoot("bench", "rsa-crates", "Cargo.lock"), "utf8");
  const found = [...lock.matchAll(/^name = "rsa"\nversion = "([^"]+)"/gm)];
  return found.map(([, version]) => version).join(" and ");
}

function distribution() {
  const file = "/etc/os-release";
  if (!existsSync(file)) return undefined;
  return readFileSync(file, "utf8").match(/^PRETTY_NAME="?([^"\n]+)/m)?.[1];
}
