/** Runs tests that QUnit is given, in whichever runtime this is, and gathers what they came to. */
import QUnit from "qunit";

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {string} status "passed", or anything else
 * @property {string[]} errors why not
 * @property {number} [ms] how long it took, where the runtime's clock runs
 */

/**
 * @param {string} name of the whole
 * @param {(hooks: object) => void} define gives QUnit its tests
 * @param {number} testTimeout in milliseconds: longer than any honest test, so that one that hangs is a failure and the
 *   others still run
 * @returns {Promise<Result[]>}
 */
export async function runTests(name, define, testTimeout) {
  Object.assign(QUnit.config, { testTimeout, reorder: false });
  const results = collectResults();
  QUnit.module(name, define);
  const end = new Promise((resolve) => QUnit.on("runEnd", resolve));
  QUnit.start();
  await end;
  return results;
}

function collectResults() {
  /** @type {Result[]} */
  const results = [];
  QUnit.on("testEnd", ({ fullName, status, errors, runtime: ms }) => {
    results.push({ name: fullName.slice(1).join(" > "), status, errors: errors.map(describe), ms });
  });
  return results;
}

function describe({ message, stack, actual, expected }) {
  const difference =
    expected === undefined ? [] : [`expected ${JSON.stringify(expected)}`, `found    ${JSON.stringify(actual)}`];
  return [message ?? "", ...difference, stack ?? ""].filter(Boolean).join("\n");
}
