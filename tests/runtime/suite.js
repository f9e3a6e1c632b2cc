/**
 * The package as its users meet it: one suite for every JavaScript runtime. It reaches the package by its name, so that
 * the export conditions are under test as well, and the stand-in for Google over HTTP, because it may run in a page.
 */
import { runTests } from "./collect.js";
import { createWorld } from "./suite/world.js";
import { testApiCalls } from "./suite/api-calls.js";
import { testAssertions } from "./suite/assertions.js";
import { testCache } from "./suite/cache.js";
import { testClock } from "./suite/clock.js";
import { testConcurrency } from "./suite/concurrency.js";
import { testCredentials } from "./suite/credentials.js";
import { testDiagnose } from "./suite/diagnose.js";
import { testExtremes } from "./suite/extremes.js";
import { testFaults } from "./suite/faults.js";
import { testInputs } from "./suite/inputs.js";
import { testOptions } from "./suite/options.js";
import { testOtherTokens } from "./suite/other-tokens.js";
import { testPlanted } from "./suite/planted.js";
import { testRefusals } from "./suite/refusals.js";
import { testRsaNumbers } from "./suite/rsa-numbers.js";
import { testSecrecy } from "./suite/secrecy.js";
import { testSharedCaches } from "./suite/shared-caches.js";
import { testSubject } from "./suite/subject.js";
import { testTokens } from "./suite/tokens.js";
import { testWebCrypto } from "./suite/webcrypto.js";
import { PATIENCE_MS } from "../support/patience.js";

const TOPICS = [
  testTokens,
  testCache,
  testSubject,
  testCredentials,
  testRsaNumbers,
  testInputs,
  testExtremes,
  testPlanted,
  testRefusals,
  testFaults,
  testClock,
  testAssertions,
  testSecrecy,
  testConcurrency,
  testWebCrypto,
  testApiCalls,
  testOtherTokens,
  testOptions,
  testSharedCaches,
  testDiagnose,
];

/**
 * @param {import("./context.js").Context} context
 * @param {((world: ReturnType<typeof createWorld>) => void)[]} [more] what only this runtime can test
 */
export function runSuite(context, more = []) {
  const world = createWorld(context);
  const define = (hooks) => {
    hooks.beforeEach(() => world.standin.reset());
    for (const topic of [...TOPICS, ...more]) topic(world);
  };
  return runTests("edgemint", define, PATIENCE_MS);
}
