/** The signer by itself, with its raw operations and its faults: one suite for every JavaScript runtime. */
import QUnit from "qunit";

import { GROUP_PATIENCE_MS } from "../../support/patience.js";
import { runTests } from "../collect.js";
import { testExtremes } from "./test-extremes.js";
import { testFaults } from "./test-faults.js";
import { testRandomKeys } from "./test-random-keys.js";
import { testVectors } from "./test-vectors.js";

/**
 * @param {object} bindings of the signer's own build, ready
 * @param {import("./context.js").Context} context
 */
export function runSignerSuite(bindings, context) {
  const define = () => {
    QUnit.test("the engine's multiply-add rounds once", (assert) => {
      assert.true(bindings.RawKey.isFused());
    });
    for (const topic of [testVectors, testExtremes, testRandomKeys, testFaults]) topic(bindings, context);
  };
  return runTests("the signer", define, GROUP_PATIENCE_MS);
}
