// The only way to the console. Terminals and log viewers obey more characters than are seen: they break lines, turn
// text around or hide a part of it. So what is written is visible ASCII.
import { attempt } from "./plain.js";

/** One line of JSON, which means the same. */
export const jsonLine = (facts) =>
  JSON.stringify(facts).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** For whoever operates it. */
export function logError(facts) {
  console.error(jsonLine(facts));
}

/** A fault of edgemint's own: where it was, but not what was said, which may quote a request. */
export function logInternal(error) {
  const { name, stack } = error?.cause ?? error ?? {};
  const frames = String(stack).match(/^ +at .*$/gm) ?? [];
  logError({ event: "internal", error: String(name), at: frames.map((frame) => frame.trim()) });
}

/** For whoever writes the program; it may have several lines. */
export function warn(text) {
  console.warn(text.replaceAll(/[^\n -~]/g, "?"));
}

/** What a program's own code has thrown, which may be anything. Safari's stacks do not say what it was. */
export function stackOf(thrown) {
  const [what, stack] = [attempt(() => String(thrown), ""), attempt(() => String(thrown?.stack ?? ""), "")];
  return (stack.includes(what) ? stack : `${what}\n${stack}`).slice(0, MOST_OF_STACK);
}

const MOST_OF_STACK = 4_000;
