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

    QUnit.test.each("as listed:", rows, async (assert, { private_key, problem }) => {
      const error = await failure(createMinter, { credentials: { ...key, private_key } });
      assert.strictEqual(error?.code, problem ? "invalid_key" : undefined, error?.message);
      if (problem) assert.true(MESSAGES[problem].test(error.message), error.message);
    });

    QUnit.test("are valid or invalid_key by WebCrypto, never a fault of the machine", async (assert) => {
      for (const { id, private_key, problem } of rsaNumbers) {
        const options = { credentials: { ...key, private_key }, signer: "webcrypto" };
        const code = (await failure(createMinter, options))?.code;
        // Engines differ in what they look at: d is not used where the other numbers are there.
        const allowed = problem === "Inconsistent" ? [undefined, "invalid_key"] : [problem ? "invalid_key" : undefined];
        assert.true(allowed.includes(code), `${id}: ${code}`);
      }
    });
  });
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
