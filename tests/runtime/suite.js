/**
 * The package as its users meet it: one suite for every JavaScript runtime. It reaches the package by its name, so that
 * the export conditions are under test as well, and the stand-in for Google over HTTP, because it may run in a page.
 */
import QUnit from "qunit";

import { createWorld } from "./suite/world.js";
import { testAssertions } from "./suite/assertions.js";
import { testCache } from "./suite/cache.js";
import { testClock } from "./suite/clock.js";
import { testConcurrency } from "./suite/concurrency.js";
import { testCredentials } from "./suite/credentials.js";
import { testFaults } from "./suite/faults.js";
import { testInputs } from "./suite/inputs.js";
import { testRefusals } from "./suite/refusals.js";
import { testSecrecy } from "./suite/secrecy.js";
import { testSubject } from "./suite/subject.js";
import { testTokens } from "./suite/tokens.js";
import { testWebCrypto } from "./suite/webcrypto.js";

const TOPICS = [
  testTokens,
  testCache,
  testSubject,
  testCredentials,
  testInputs,
  testRefusals,
  testFaults,
  testClock,
  testAssertions,
  testSecrecy,
  testConcurrency,
  testWebCrypto,
];

/** Longer than any honest test, so that one that hangs is a failure and the others still run. */
const TEST_TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {string} status "passed", or anything else
 * @property {string[]} errors why not
 */

/**
 * @param {import("./context.js").Context} context
 * @param {((world: ReturnType<typeof createWorld>) => void)[]} [more] what only this runtime can test
 * @returns {Promise<Result[]>}
 */
export async function runSuite(context, more = []) {
  const world = createWorld(context);
  Object.assign(QUnit.config, { testTimeout: TEST_TIMEOUT_MS, reorder: false });
  const results = collectResults();
  QUnit.module("edgemint", (hooks) => {
    hooks.beforeEach(() => world.standin.reset());
    for (const topic of [...TOPICS, ...more]) topic(world);
  });
  const end = new Promise((resolve) => QUnit.on("runEnd", resolve));
  QUnit.start();
  await end;
  return results;
}

function collectResults() {
  /** @type {Result[]} */
  const results = [];
  QUnit.on("testEnd", ({ fullName, status, errors }) => {
    results.push({ name: fullName.slice(1).join(" > "), status, errors: errors.map(describe) });
  });
  return results;
}

function describe({ message, stack, actual, expected }) {
  const difference =
    expected === undefined ? [] : [`expected ${JSON.stringify(expected)}`, `found    ${JSON.stringify(actual)}`];
  return [message ?? "", ...difference, stack ?? ""].filter(Boolean).join("\n");
}
