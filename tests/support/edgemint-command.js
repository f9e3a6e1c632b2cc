/** `npx edgemint` as people and programs run it: a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../src/js/cli/main.js", import.meta.url));

/**
 * @param {string[]} args
 * @param {{ stdin?: string, env?: Record<string, string> }} [more] what it reads, and finds in its environment
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function edgemint(args, { stdin = "", env } = {}) {
  const { GOOGLE_APPLICATION_CREDENTIALS: _key, NO_COLOR: _colour, ...ours } = process.env;
  const child = spawn(process.execPath, [script, ...args], { env: { ...ours, ...env } });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (chunk) => (printed[name] += chunk));
  }
  // A command that ends without reading closes the pipe.
  child.stdin.on("error", () => {}).end(stdin);
  const [code] = await once(child, "close");
  return { code, ...printed };
}

/** A folder for files that a command reads. */
export function createFolder() {
  const folder = mkdtempSync(join(tmpdir(), "edgemint-command-"));
  let count = 0;
  return {
    path: folder,
    /** @param {unknown} content text, or what becomes JSON @returns {string} the file's path */
    file(content) {
      const path = join(folder, `${(count += 1)}.json`);
      writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
