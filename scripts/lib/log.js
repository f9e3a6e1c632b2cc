import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Progress goes to standard error: standard output belongs to a command's result.

/** Prints one line of progress. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Seconds since `start`, for people. */
export const secondsSince = (start) => ((performance.now() - start) / 1000).toFixed(1);

/** Something that the person at the keyboard can mend: shown as one line, without a stack. */
export class Trouble extends Error {}

/** Runs a script's main function; trouble is one line, anything unforeseen keeps its stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    say(error instanceof Trouble ? error.message : error.stack);
    process.exitCode = error.exitCode ?? 1;
  }
}

/** Whether a module, given its `import.meta`, is the script that Node was started with. */
export const isMain = (meta) => realpathSync(process.argv[1]) === fileURLToPath(meta.url);
