/**
 * What is thrown in this runtime where nobody catches it, from now on.
 *
 * @returns {string[]}
 */
export function collectStrays() {
  const strays = [];
  const note = (error) => strays.push(String(error?.stack ?? error));
  // Node and Bun. To listen for these keeps the process from ending, so that all of the suite is told.
  globalThis.process?.on?.("uncaughtException", note);
  globalThis.process?.on?.("unhandledRejection", note);
  globalThis.addEventListener?.("error", (event) => note(event.error ?? event.message));
  globalThis.addEventListener?.("unhandledrejection", (event) => note(event.reason));
  return strays;
}
