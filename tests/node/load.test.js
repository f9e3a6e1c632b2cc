/** The load command at a small size: it measures every case and finds no wrong token. Its times are no test's business. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { help, readOptions } from "../../scripts/lib/load/options.js";
import { runMemory } from "../../scripts/lib/load/memory.js";
import { asJson, asText, memoryAsText } from "../../scripts/lib/load/report.js";
import { runLoad } from "../../scripts/lib/load/run.js";

describe("options", () => {
  test("what is meant when nothing is given, and what can be", () => {
    assert.deepEqual(readOptions([]), { seconds: 10, concurrency: 16, users: undefined, disk: false, json: false, help: false });
    const given = readOptions(["--seconds", "2", "--concurrency", "4", "--users", "100", "--disk", "--json"]);
    assert.deepEqual(given, { seconds: 2, concurrency: 4, users: 100, disk: true, json: true, help: false });
    for (const option of Object.keys(given)) assert.ok(help.includes(`--${option} `), option);
  });

  for (const args of [["--seconds", "0"], ["--seconds", "1.5"], ["--concurrency", "many"], ["--users", "0"], ["--fast"], ["x"]]) {
    test(`${args.join(" ")} is refused in one line`, () => {
      assert.throws(() => readOptions(args), { message: /^load: [^\n]+$/ });
    });
  }
});

describe("a short run", () => {
  let result;
  before(async () => {
    result = await runLoad({ seconds: 1, concurrency: 4, warmUpSeconds: 0.2, users: 20 });
  });

  test("measures every case, and every token is its user's", () => {
    const names = ["do-nothing Worker", "hit, one user", "hit, 20 users", "mint, a fresh user each"];
    assert.deepEqual(result.rows.map((row) => row.case), names);
    for (const row of result.rows) {
      assert.ok(row.requests > 0 && row.requests_per_second > 0, row.case);
      assert.ok(row.p50_ms <= row.p95_ms && row.p95_ms <= row.p99_ms, row.case);
      assert.deepEqual([row.wrong, row.failed], [0, 0], row.case);
    }
  });

  test("is a table for people and an object for programs", () => {
    const text = asText(result);
    assert.ok(text.startsWith(`${result.machine.cpu}, `));
    for (const { case: name } of result.rows) assert.match(text, new RegExp(`^\\| ${name} +\\|`, "m"));
    assert.deepEqual(JSON.parse(asJson(result)), JSON.parse(JSON.stringify(result)));
  });
});

test("a short run for memory looks into the isolate with each cache", async () => {
  const result = await runMemory({ users: 20, concurrency: 4 });
  assert.deepEqual([...new Set(result.rows.map((row) => row.case))], ["do-nothing Worker", "CACHE = memory", "CACHE = kv", "CACHE = durable"]);
  for (const { users, heap_mib: heap, buffers_mib: buffers, failed, case: name } of result.rows) {
    assert.ok(users > 0 && heap > 0 && failed === 0, name);
    assert.equal(buffers > 1, name.startsWith("CACHE"), name);
  }
  assert.match(memoryAsText(result), /^\| CACHE = durable +\| +20 \|/m);
});
