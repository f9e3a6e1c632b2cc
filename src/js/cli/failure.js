// How a failure is told to people and to programs, and what the process ends with.
import { WrongUse } from "./args.js";
import { jsonLine } from "../shared/log.js";
import { printable, section } from "./output.js";

/** Something that is told as an EdgemintError is, with more to it where a command knows more. */
export class Failure extends Error {
  /** @param {string} message @param {{ code: string, remedy: string, retryable?: boolean }} facts */
  constructor(message, { code, remedy, retryable = false, ...more }) {
    super(message);
    Object.assign(this, { code, remedy, retryable, ...more });
  }
}

/** Whether an error says what to do; any other is a fault of edgemint's. */
export const isTold = (error) => typeof error.remedy === "string";

export function exitCode(error) {
  if (error instanceof WrongUse) return error.exitCode;
  return error.retryable ? 3 : 1;
}

/** @param {{ command?: string, json: boolean, stderr: NodeJS.WritableStream }} how */
export function tellFailure(error, { command, json, stderr }) {
  if (error instanceof WrongUse) {
    const name = ["edgemint", command].filter(Boolean).join(" ");
    stderr.write(`${name}: ${printable(error.message)} \`npx ${name} --help\` says how.\n`);
    return;
  }
  if (!isTold(error)) {
    stderr.write(`edgemint: ${error.stack}\n`);
    return;
  }
  const { code, message, remedy, retryable } = error;
  if (json) stderr.write(`${jsonLine({ error: { code, message, remedy, retryable } })}\n`);
  else stderr.write(`${section(`edgemint: ${printable(message)}`, [["code", code], ["remedy", printable(remedy)]])}\n`);
}
