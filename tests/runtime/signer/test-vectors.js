/** Published vectors, byte for byte, by both implementations. */
import QUnit from "qunit";

import { outcome } from "./differential.js";
import { fromHex, hex, toBytes } from "./numbers.js";

/** What the sources hold. Unbalanced are keys with one prime twice as long as the other, which no build signs with. */
const EXPECTED = {
  Wycheproof: { reproduced: 152, refused: 0, unbalanced: 6 },
  ACVP: { reproduced: 33, refused: 12, unbalanced: 0 },
  "RSA Laboratories": { reproduced: 300, refused: 0, unbalanced: 0 },
};

/** @param {("kernel" | "rsaCrate")[]} [signers] */
export function testVectors({ RawKey }, { vectors }, signers = ["kernel", "rsaCrate"]) {
  for (const [source, { reproduced, refused, unbalanced }] of Object.entries(EXPECTED)) {
    for (const signer of signers) {
      const expected = { reproduced, refused, unbalanced, wrong: [] };
      QUnit.test(`${source} by the ${signer}: ${cases(expected)}`, (assert) => {
        const { wrong, ...found } = results(RawKey[signer], vectors[source]);
        assert.deepEqual({ ...found, wrong: wrong.slice(0, 3) }, expected, `${wrong.length} wrong`);
      });
    }
  }
}

const cases = ({ reproduced, refused, unbalanced }) =>
  `${reproduced} signatures, ${refused} refusals, ${unbalanced} unbalanced keys`;

/** @param {(pkcs1: Uint8Array) => object} load @param {import("./vectors.js").Case[]} vectors */
function results(load, vectors) {
  const found = { reproduced: 0, refused: 0, unbalanced: 0, wrong: [] };
  for (const { id, pkcs1, representative, result } of vectors) {
    const key = outcome(() => load(bytes(pkcs1)));
    const signature = key.privateOperation ? outcome(() => key.privateOperation(bytes(representative))) : key;
    key.free?.();
    if (signature instanceof Uint8Array && hex(signature) === result) found.reproduced += 1;
    else if (signature === "signer_fault" && result === null) found.refused += 1;
    else if (signature === "UnbalancedPrimes") found.unbalanced += 1;
    else found.wrong.push(`${id}: ${typeof signature === "string" ? signature : hex(signature)}`);
  }
  return found;
}

const bytes = (digits) => toBytes(fromHex(digits), digits.length / 2);
