/** What Node alone can look at: its inspector reaches into private fields and closures' properties. */
import { inspect } from "node:util";

import QUnit from "qunit";

import { caught } from "./suite/errors.js";

export function testInspection({ createMinter, findSecret, standin }) {
  const everything = { depth: Infinity, showHidden: true, showProxy: true, getters: true };

  QUnit.test("inspecting a minter or an error shows no secret", async (assert) => {
    const minter = await createMinter();
    const { accessToken } = await minter.getToken("ada@example.com", "gmail.readonly");
    await standin.fault({ kind: "bad-json", times: 4 });
    const error = await caught(minter.getToken("grace@example.com", "gmail.readonly"));
    for (const value of [minter, error]) {
      assert.strictEqual(findSecret(inspect(value, everything), [accessToken]), null);
    }
  });
}
