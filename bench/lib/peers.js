// The packages that only the benchmark needs: fetched when it runs for the first time.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { alone } from "../../scripts/lib/lock.js";
import { say } from "../../scripts/lib/log.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { mustRun } from "../../scripts/lib/run.js";

const folder = inRoot("bench");
/** Inside node_modules, so that deleting the folder deletes the mark with it. */
const mark = inRoot("bench", "node_modules", ".edgemint-lock");

export const installPeers = () =>
  alone("set-up", async () => {
    const lock = readFileSync(inRoot("bench", "package-lock.json"));
    const hash = createHash("sha256").update(lock).digest("hex");
    if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return;
    say("bench: npm packages to compare with (about 10 s)");
    // None of them needs a script to be installed.
    await mustRun("npm", ["ci", "--ignore-scripts", "--loglevel=error"], { cwd: folder });
    writeFileSync(mark, hash);
  });
