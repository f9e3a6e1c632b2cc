/** Prints what a runtime's run of a suite came to, and sets the exit code. The last line is for programs. */

/**
 * @param {string} runtime the runtime with its version
 * @param {import("./collect.js").Result[]} results
 * @param {{ list?: boolean }} [options] `list` names every test: where the names say how much was tested
 */
export function report(runtime, results, { list = false } = {}) {
  console.log(`runtime: ${runtime}`);
  if (list) for (const { name, status, ms } of results) console.log(`  ${status}: ${name} (${Math.round(ms)} ms)`);
  const failed = results.filter(({ status }) => status !== "passed");
  for (const result of failed) console.log(describe(result));
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 || results.length === 0 ? 1 : 0;
}

/**
 * A test that a runner makes by itself, beside the suite.
 *
 * @param {string} name
 * @param {() => Promise<void>} test
 * @returns {Promise<import("./collect.js").Result>}
 */
export async function checked(name, test) {
  const errors = await test().then(
    () => [],
    (error) => [error.stack],
  );
  return { name, status: errors.length === 0 ? "passed" : "failed", errors };
}

function describe({ name, status, errors }) {
  const reasons = errors.map((error) => error.replaceAll(/^/gm, "    "));
  return [`\n${status}: ${name}`, ...reasons, ""].join("\n");
}
