/** Fresh keys in their hundreds, and messages in their thousands: the very bytes that WebCrypto signs. */
import QUnit from "qunit";

import { BITS, KEYS_PER_RSA_CRATE_KEY, ODD_PRIME_BITS, RANDOM } from "./amounts.js";
import { differences, outcome } from "./differential.js";
import { describeKey, isSignature, keyFromHex } from "./keys.js";
import { bitLength, fromBytes, hex, toBytes } from "./numbers.js";
import { keysOf, randomMessages } from "./random-keys.js";

export function testRandomKeys(bindings, { keys, pools, oddPairs }) {
  const { messagesPerKey } = RANDOM;
  const crossChecked = Math.ceil(keys / KEYS_PER_RSA_CRATE_KEY);

  for (const bits of BITS) {
    const amount = `${keys} keys of ${bits} bits, ${keys * messagesPerKey} messages`;
    QUnit.test(`${amount}: as WebCrypto; ${crossChecked} of each as the rsa crate as well`, async (assert) => {
      const problems = [];
      const moduli = new Set();
      let number = 0;
      for (const key of keysOf(pools[bits], keys)) {
        if (bitLength(key.n) !== bits) throw new Error(`not ${bits} bits: ${describeKey(key)}`);
        const messages = randomMessages(messagesPerKey);
        problems.push(...(await differences(bindings, key, messages)));
        if (number % KEYS_PER_RSA_CRATE_KEY === 0) {
          problems.push(...(await differences(bindings, key, messages.slice(0, 1), { byRsaCrate: true })));
        }
        moduli.add(key.n);
        number += 1;
      }
      assert.deepEqual(problems.slice(0, 3), [], `${problems.length} differences`);
      assert.strictEqual(moduli.size, keys);
    });
  }

  const lengths = ODD_PRIME_BITS.map((bits) => 2 * bits);
  QUnit.test(`${lengths.length} keys of ${lengths[0]} to ${lengths.at(-1)} bits, 10 messages each`, (assert) => {
    for (const key of oddPairs.map(keyFromHex)) {
      const raw = bindings.RawKey.kernel(key.pkcs1);
      for (let times = 0; times < 10; times += 1) {
        const message = crypto.getRandomValues(new Uint8Array(key.bytes + 8));
        const representative = fromBytes(message) % key.n;
        const found = outcome(() => raw.privateOperation(toBytes(representative, key.bytes)));
        const right = typeof found !== "string" && isSignature(key, fromBytes(found), representative);
        if (!right) assert.true(false, `${hex(found)} for ${representative.toString(16)}, ${describeKey(key)}`);
      }
      raw.free();
    }
    assert.strictEqual(oddPairs.length, lengths.length);
  });
}
