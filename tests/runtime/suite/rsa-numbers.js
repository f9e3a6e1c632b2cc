/** Keys whose numbers belong together, or nearly: the same verdict in every build, and by WebCrypto. */
import QUnit from "qunit";

const MESSAGES = {
  Composite: /not a prime number/,
  Inconsistent: /is damaged: it does not hold that/,
  UnbalancedPrimes: /longer than half of its modulus/,
};

export function testRsaNumbers({ createMinter, key, rsaNumbers }) {
  QUnit.module("a key's numbers", () => {
    const rows = Object.fromEntries(rsaNumbers.map((row) => [`${row.id}: ${row.why}`, row]));

    QUnit.test.each("as listed:", rows, async (assert, row) => {
      judged(assert, row, await failure(createMinter, { credentials: { ...key, private_key: row.private_key } }));
    });

    // Deno's process ends where its WebCrypto is given some of them.
    QUnit.test("are judged alike where WebCrypto signs", async (assert) => {
      for (const row of rsaNumbers) {
        const options = { credentials: { ...key, private_key: row.private_key }, signer: "webcrypto" };
        judged(assert, row, await failure(createMinter, options));
      }
    });
  });
}

function judged(assert, { id, problem }, error) {
  assert.strictEqual(error?.code, problem ? "invalid_key" : undefined, `${id}: ${error?.message}`);
  if (problem) assert.true(MESSAGES[problem].test(error.message), `${id}: ${error.message}`);
}

/** What a first assertion fails with. */
async function failure(createMinter, options) {
  try {
    const minter = await createMinter(options);
    await minter.createAssertion("ada@example.com", "openid");
    await minter.dispose();
  } catch (error) {
    return error;
  }
}
