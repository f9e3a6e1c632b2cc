import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../lib/paths.js";
import { mustRun } from "../lib/run.js";

const lock = inRoot("package-lock.json");
/** Inside node_modules, so that deleting the folder deletes the mark with it. */
const mark = inRoot("node_modules", ".edgemint-lock");

const lockHash = () => createHash("sha256").update(readFileSync(lock)).digest("hex");

/** The packages of package-lock.json: wrangler, esbuild, binaryen, Node 22, test tools. */
export const npmPackages = {
  name: "npm packages",
  about: "about 30 s",
  find: async () => existsSync(mark) && readFileSync(mark, "utf8") === lockHash(),
  async fetch() {
    // Not `npm ci`: it refuses a lock file made where another platform's binaries were not
    // published, although they are optional. With --no-save the lock file is only read.
    await mustRun("npm", ["install", "--no-save", "--loglevel=error"]);
    writeFileSync(mark, lockHash());
  },
};
