/** Bits that turn over within the kernel: the right signature comes out, or none. */
import QUnit from "qunit";

import { FAULTS } from "./amounts.js";
import { encode, outcome } from "./differential.js";
import { describeKey, isSignature, keyFile, keyFromHex } from "./keys.js";
import { fromBytes, hex, toBytes } from "./numbers.js";
import { keysOf } from "./random-keys.js";

/** Where any bit matters. A digit's lowest and highest ones may not, nor a power that no window asks for. */
const IN_WORDS = ["BlindingFactor", "BlindingInverse", "Coefficient", "Recombination"];
/** Between bits, so that few of a kind's faults meet one bit twice: a prime. */
const STRIDE = { small: 7, full: 457 };

export function testFaults(bindings, { faultPairs, pools }) {
  const { Faults, RawKey, Signer } = bindings;
  const sites = Faults.sites();
  const kinds = sites.flatMap((site, index) => [false, true].map((lasting) => ({ site, index, lasting })));

  QUnit.module("faults", (hooks) => {
    hooks.afterEach(() => Faults.stop());

    testRaw(`${FAULTS.small} in keys of ${FAULTS.smallBits.join(", ")} bits`, FAULTS.small, STRIDE.small, () =>
      faultPairs.map(keyFromHex),
    );
    testRaw(`${FAULTS.full} in three keys of 2048 bits`, FAULTS.full, STRIDE.full, () => [...keysOf(pools[2048], 3)]);

    QUnit.test(`${2 * sites.length * FAULTS.signing} while a service account signs: all survived`, async (assert) => {
      const [key] = keysOf(pools[2048], 1);
      const signer = new Signer(keyFile(key));
      const message = crypto.getRandomValues(new Uint8Array(100));
      const right = await rightSignature(key, await encode(message, key.bytes));
      const wrong = [];
      for (const { site, index, lasting } of kinds) {
        let second = 0;
        for (let fault = 0; fault < FAULTS.signing; fault += 1) {
          const bit = 131 * fault + 20;
          Faults.plan(index, bit, lasting);
          const signature = outcome(() => signer.sign(message));
          Faults.stop();
          const found = typeof signature === "string" ? signature : hex(signature.bytes);
          if (found !== right) wrong.push(`${site}, bit ${bit}: ${found}, ${describeKey(key)}`);
          second += signature.afterFault;
        }
        const least = IN_WORDS.includes(site) ? FAULTS.signing : FAULTS.signing / 2;
        assert.true(second >= least, `${site}: ${second} of ${FAULTS.signing} by the second attempt`);
      }
      assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} wrong signatures`);
      const { afterFault, bytes } = signer.sign(message);
      assert.deepEqual([afterFault, hex(bytes)], [false, right], "and is none the worse");
    });
  });

  /** Faults of every kind, each in turn of the keys. */
  function testRaw(name, count, stride, makeKeys) {
    QUnit.test(`${name}: no wrong signature`, async (assert) => {
      const keys = await Promise.all(makeKeys().map(prepare));
      const each = Math.ceil(count / kinds.length);
      let injected = 0;
      const wrong = [];
      for (const { site, index, lasting } of kinds) {
        const found = { fault: 0, right: 0 };
        for (let fault = 0; fault < each; fault += 1) {
          const key = keys[fault % keys.length];
          Faults.plan(index, fault * stride, lasting);
          const result = outcome(() => hex(key.raw.privateOperation(key.representative)));
          if (result === "signer_fault") found.fault += 1;
          else if (result === key.right) found.right += 1;
          else wrong.push(`${site}, bit ${fault * stride}: ${result}, ${describeKey(key)}`);
          injected += 1;
        }
        const least = IN_WORDS.includes(site) ? 1 : 0.5;
        assert.true(found.fault >= least * each, `${site}: ${found.fault} of ${each} faults were noticed`);
        Faults.stop();
        for (const key of keys) {
          const result = outcome(() => hex(key.raw.privateOperation(key.representative)));
          assert.strictEqual(result, key.right, `${site}: and is none the worse`);
        }
      }
      assert.true(injected >= count, `${injected} faults`);
      assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} wrong signatures`);
      keys.forEach(({ raw }) => raw.free());
    });
  }

  async function prepare(key) {
    const raw = RawKey.kernel(key.pkcs1);
    const random = fromBytes(crypto.getRandomValues(new Uint8Array(key.bytes)));
    const representative = toBytes(random % key.n, key.bytes);
    return { ...key, raw, representative, right: await rightSignature(key, representative) };
  }

  /** The kernel's without any fault, which the definition confirms. */
  async function rightSignature(key, representative) {
    const raw = RawKey.kernel(key.pkcs1);
    const signature = raw.privateOperation(representative);
    raw.free();
    if (isSignature(key, fromBytes(signature), fromBytes(representative))) return hex(signature);
    throw new Error(`wrong without a fault: ${describeKey(key)}`);
  }
}
