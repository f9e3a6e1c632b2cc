/**
 * An engine whose relaxed multiply-add rounds twice, as it may: made by a flag of V8's. The kernel must not sign there,
 * nor release anything if it is made to; the `rsa` crate signs.
 */
import QUnit from "qunit";

import { GROUP_PATIENCE_MS } from "../../support/patience.js";
import { runTests } from "../collect.js";
import { testAssertions } from "../suite/assertions.js";
import { caught } from "../suite/errors.js";
import { createWorld } from "../suite/world.js";
import { BITS } from "./amounts.js";
import { differences, outcome } from "./differential.js";
import { rounds } from "./multiply-add.js";
import { fromHex, hex, toBytes } from "./numbers.js";
import { keysOf, randomMessages } from "./random-keys.js";
import { testVectors } from "./test-vectors.js";

/**
 * @param {object} bindings of the signer's own build, ready
 * @param {WebAssembly.Module} multiplyAdd
 * @param {import("./context.js").UnfusedContext} context
 */
export function runUnfusedSuite(bindings, multiplyAdd, context) {
  const { RawKey } = bindings;
  const { pools, vectors, hasPortableBuild } = context;

  const define = () => {
    QUnit.test("the flag is heard: the multiply-add rounds twice", (assert) => {
      assert.strictEqual(rounds(multiplyAdd), "twice", "or nothing here tests what it is meant to test");
    });

    QUnit.test("the kernel notices", (assert) => {
      assert.false(RawKey.isFused());
    });

    QUnit.test("the kernel, made to run all the same, releases nothing", (assert) => {
      const cases = Object.values(vectors).flat();
      const found = { signer_fault: 0, UnbalancedPrimes: 0 };
      for (const { pkcs1, representative } of cases) {
        const raw = outcome(() => RawKey.kernel(bytes(pkcs1)));
        const result = raw.privateOperation ? outcome(() => hex(raw.privateOperation(bytes(representative)))) : raw;
        raw.free?.();
        found[result] = (found[result] ?? 0) + 1;
      }
      assert.deepEqual(found, { signer_fault: 497, UnbalancedPrimes: 6 });
    });

    testVectors(bindings, context, ["rsaCrate"]);

    QUnit.test("a service account signs by the rsa crate, as WebCrypto does", async (assert) => {
      for (const bits of BITS) {
        const [key] = keysOf(pools[bits], 1);
        const problems = await differences(bindings, key, randomMessages(5), { signer: "rsa-crate" });
        assert.deepEqual(problems, [], `${bits} bits`);
      }
    });

    QUnit.module("the package", (hooks) => testPackage(context, hooks));
  };

  return runTests("unfused", define, GROUP_PATIENCE_MS);

  function testPackage({ package: settings }, hooks) {
    const world = createWorld(settings);
    hooks.beforeEach(() => world.standin.reset());
    if (!hasPortableBuild) {
      QUnit.test("says that it cannot sign, for want of its portable build", async (assert) => {
        const error = await caught(world.createMinter());
        assert.strictEqual(error.code, "signer_unsupported");
      });
      return;
    }
    QUnit.test("loads its portable build", async (assert) => {
      assert.strictEqual((await world.createMinter()).signer, "rsa-crate");
    });
    testAssertions(world);
  }
}

const bytes = (digits) => toBytes(fromHex(digits), digits.length / 2);
