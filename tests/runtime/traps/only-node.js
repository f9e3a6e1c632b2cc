/** What of a trap only Node and its like can look at: the memory that it leaves behind, and the engine's collector. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import QUnit from "qunit";

import { caught } from "../suite/errors.js";

const ADA = "ada@example.com";
const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...of) {
    super(...of);
    memories.push(this.exports.memory);
  }
};

export function testLeftovers({ createMinter, load, plan, pause }) {
  QUnit.test("an instance that trapped holds no key", async (assert) => {
    const minter = await createMinter();
    await minter.createAssertion(ADA, "openid");
    const { buffer } = memories.at(-1);
    assert.true(new Uint8Array(buffer).some((byte) => byte !== 0));
    await plan("before an await");
    await caught(minter.getToken(ADA, "openid"));
    assert.false(new Uint8Array(buffer).some((byte) => byte !== 0));
    assert.false((await load()).trapped);
  });

  QUnit.test("what was left of it is collected in silence", async (assert) => {
    await leaveSomeBehind();
    const gc = collector();
    for (let times = 0; times < 5; times += 1) {
      gc();
      await pause(20);
    }
    assert.false((await load()).trapped);
  });

  async function leaveSomeBehind() {
    const minters = await Promise.all(Array.from({ length: 20 }, () => createMinter()));
    await plan("after an await");
    await Promise.all(minters.map((minter) => caught(minter.getToken(ADA, "openid"))));
    // In the next instance some are left to the collector as well.
    await Promise.all(Array.from({ length: 20 }, () => createMinter()));
  }
}

function collector() {
  if (globalThis.Bun) return () => Bun.gc(true);
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}
