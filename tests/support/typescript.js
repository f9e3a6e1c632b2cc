/** The compiler of the repository. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

export const tsc = createRequire(import.meta.url).resolve("typescript/package.json").replace("package.json", "bin/tsc");

/**
 * @param {string} project a folder with a tsconfig.json
 * @returns {Promise<string>} what the compiler says against it, by paths from that folder
 */
export async function complaintsAboutProject(project) {
  try {
    await promisify(execFile)(process.execPath, [tsc, "--pretty", "false", "--project", project], { cwd: project });
    return "";
  } catch (failure) {
    return failure.stdout || failure.message;
  }
}
