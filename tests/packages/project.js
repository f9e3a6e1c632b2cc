/** The package as `npm pack` makes it, installed into projects that have nothing else. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

import { mustRun } from "../../scripts/lib/run.js";

const programs = fileURLToPath(new URL("programs", import.meta.url));

/** All that a file of tests makes, until they have ended. */
const workshop = mkdtempSync(join(tmpdir(), "edgemint-packages-"));
after(() => rmSync(workshop, { recursive: true, force: true }));

let packing;

/** @returns {Promise<{ tarball: string, files: string[], unpackedSize: number }>} */
export const pack = () => (packing ??= packInto(workshop));

async function packInto(folder) {
  const { stdout } = await mustRun("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder]);
  // npm 11 lists packages, npm 12 keeps them by name.
  const [{ filename, files, unpackedSize }] = Object.values(JSON.parse(stdout));
  return { tarball: join(folder, filename), files: files.map(({ path }) => path), unpackedSize };
}

/**
 * A project with the programs and the package alone.
 *
 * @param {string} [entry] which of the package's entries they import
 * @returns {Promise<string>} its folder
 */
export async function freshProject(entry = "edgemint") {
  const { tarball } = await pack();
  const folder = mkdtempSync(join(workshop, "project-"));
  cpSync(programs, folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const mint = join(folder, "mint.js");
  writeFileSync(mint, readFileSync(mint, "utf8").replace('"edgemint"', JSON.stringify(entry)));
  await mustRun("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
  return folder;
}
