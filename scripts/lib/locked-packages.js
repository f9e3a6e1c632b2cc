// The npm packages of a folder with a lock file of its own, installed once for each state of the lock.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "./run.js";

/** @param {string} folder */
export function lockedPackages(folder) {
  /** Inside node_modules, so that deleting the folder deletes the mark with it. */
  const mark = join(folder, "node_modules", ".edgemint-lock");
  const lockHash = () =>
    createHash("sha256").update(readFileSync(join(folder, "package-lock.json"))).digest("hex");
  return {
    areInstalled: () => existsSync(mark) && readFileSync(mark, "utf8") === lockHash(),
    /** @param {string[]} [more] further arguments for npm */
    async install(...more) {
      // Not `npm ci`: it refuses a lock file made where another platform's binaries were not
      // published, although they are optional. With --no-save the lock file is only read.
      await mustRun("npm", ["install", "--no-save", "--loglevel=error", ...more], { cwd: folder });
      writeFileSync(mark, lockHash());
    },
  };
}
