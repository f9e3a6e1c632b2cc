/** Google's JWT and ours, row by row: what a program sees of each is the same, or the document says why not. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startBoth } from "../google/both.js";
import { groups } from "../google/behaviours/index.js";
import { documented, same, tables } from "../google/behaviours/table.js";

let both;
before(async () => {
  both = await startBoth();
});
after(() => both.close());

for (const [name, behaviours] of groups) {
  describe(name, () => {
    for (const { behaviour, see, is, differs } of behaviours) {
      test(behaviour, async (t) => {
        t.mock.method(console, "warn", () => {});
        assert.deepEqual(await see(both.side("theirs")), is, "theirs");
        assert.deepEqual(await see(both.side("ours")), differs ? differs.is : is, "ours");
      });
    }
  });
}

test("the document has these rows", () => {
  assert.equal(documented(), tables());
  assert.ok(same >= 60);
});
