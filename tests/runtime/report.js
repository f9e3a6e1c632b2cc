/** Prints what a runtime's run of the suite came to, and sets the exit code. The last line is for programs. */

/**
 * @param {string} runtime the runtime with its version
 * @param {import("./suite.js").Result[]} results
 */
export function report(runtime, results) {
  console.log(`runtime: ${runtime}`);
  const failed = results.filter(({ status }) => status !== "passed");
  for (const result of failed) console.log(describe(result));
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 || results.length === 0 ? 1 : 0;
}

function describe({ name, status, errors }) {
  const reasons = errors.map((error) => error.replaceAll(/^/gm, "    "));
  return [`\n${status}: ${name}`, ...reasons, ""].join("\n");
}
