/** A clock that differs from the endpoint's. */
import QUnit from "qunit";

import { refused } from "./errors.js";

const ADA = "ada@example.com";

export function testClock({ createMinter, crossOrigin, standin }) {
  QUnit.module("the clock", () => {
    const offsets = { slow: -900, fast: 5_400 };
    QUnit.test.each("is corrected from the endpoint's Date, once:", offsets, async (assert, offset) => {
      await standin.setClock(offset);
      const minter = await createMinter();
      if (crossOrigin) return isReported(assert, minter);
      await minter.getToken(ADA, "openid");
      await minter.getToken("grace@example.com", "openid");
      const statuses = (await standin.exchanges()).map(({ status }) => status);
      assert.deepEqual(statuses, [400, 200, 200], "the second user profits from what the first taught");
    });
  });

  /** A page cannot read Date across origins: it reports what is wrong. */
  async function isReported(assert, minter) {
    const error = await refused(assert, minter.getToken(ADA, "openid"), { code: "invalid_grant", status: 400 });
    assert.strictEqual(error.cause.diagnosis, "time_window");
    assert.true(error.remedy.includes("Compare the clock"), error.remedy);
    assert.strictEqual((await standin.exchanges()).length, 1);
  }
}
