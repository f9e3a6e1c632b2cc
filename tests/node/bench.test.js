/** How the benchmark reads its options and sums up its samples. What it measures is no test's business. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { readOptions } from "../../bench/lib/options.js";
import { ratios } from "../../bench/lib/ratios.js";
import { asJson, asText } from "../../bench/lib/report.js";
import { median, quantile } from "../../bench/lib/statistics.js";

const row = (implementation, warm_p50_ms, cold_ms, { runtime = "node", bits = 2048 } = {}) => ({
  runtime,
  implementation,
  bits,
  warm_p50_ms,
  warm_p95_ms: warm_p50_ms * 2,
  warm_cpu_ms: null,
  cold_ms,
  cold_cpu_ms: null,
  wasm_raw: implementation === "WebCrypto" ? null : 123_456,
  wasm_gzip: implementation === "WebCrypto" ? null : 45_678,
});

const rows = [
  row("edgemint relaxed-simd", 1, 5),
  row("rsa 0.9", 9, 20),
  row("rsa 0.10", 8, 25),
  row("WebCrypto", 0.5, 2),
];

const result = {
  machine: {
    cpu: "Some CPU",
    cores: 2,
    memory_gib: 8,
    load: 0.25,
    os: "Some OS",
    date: "2026-11-23",
    commit: "abc1234",
    versions: { node: "22.1.0" },
  },
  rows,
  packages: [
    {
      package: "edgemint",
      version: "0.1.0",
      runs_in: "page",
      speaks_for_a_user: true,
      js_gzip: 5_000,
      wasm_gzip: 60_000,
      mint_p50_ms: 4.5,
      mint_note: null,
    },
    {
      package: "other",
      version: "1.0.0",
      runs_in: "Node",
      speaks_for_a_user: false,
      js_gzip: 9_000,
      wasm_gzip: 0,
      mint_p50_ms: null,
      mint_note: "no endpoint of one's own",
    },
  ],
  ratios: ratios(rows),
};

test("a median is the middle, in whatever order the samples came", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(median([7]), 7);
});

test("no samples have no median", () => {
  assert.equal(median([]), null);
});

test("the 95th percentile lies between the samples around it", () => {
  const hundredAndOne = Array.from({ length: 101 }, (_, index) => 100 - index);
  assert.equal(quantile(hundredAndOne, 0.95), 95);
  assert.equal(quantile([0, 10], 0.95), 9.5);
});

test("a row is compared with WebCrypto and with both versions of the rsa crate", () => {
  assert.deepEqual(result.ratios.node[2048]["edgemint relaxed-simd"], {
    warm_to_webcrypto: 2,
    rsa_0_9_to_warm: 9,
    rsa_0_10_to_warm: 8,
    rsa_0_9_to_cold: 4,
    rsa_0_10_to_cold: 5,
  });
});

test("rows of another runtime or key size are not compared with", () => {
  const slower = rows.map(({ implementation, warm_p50_ms, cold_ms }) =>
    row(implementation, warm_p50_ms * warm_p50_ms * 3, cold_ms, { runtime: "workerd", bits: 4096 }),
  );
  const all = ratios([...slower, ...rows]);
  assert.deepEqual(all.node, result.ratios.node);
  assert.equal(all.workerd[4096]["edgemint relaxed-simd"].warm_to_webcrypto, 4);
});

test("the text names the machine and has every row and package", () => {
  const text = asText(result);
  for (const part of ["Some CPU, 2 cores", "load 0.25", "node 22.1.0", "rsa 0.10", "9.00x", "123,456", "4.50 ms"]) {
    assert.ok(text.includes(part), `${part} is missing in\n${text}`);
  }
  assert.match(text, /n\/a: no endpoint of one's own/);
});

test("every line of a table is as long as its head", () => {
  const lines = asText(result).split("\n").filter((line) => line.startsWith("|"));
  const [signers, packages] = [lines.slice(0, 6), lines.slice(6)];
  for (const table of [signers, packages]) {
    assert.equal(new Set(table.map((line) => line.length)).size, 1, table.join("\n"));
  }
});

test("the JSON holds what the text is made of", () => {
  assert.deepEqual(JSON.parse(asJson(result)), result);
});

test("without options everything is measured", () => {
  const { bits, runtimes, json } = readOptions([]);
  assert.deepEqual({ bits, runtimes, json }, { bits: [2048, 3072, 4096], runtimes: ["node", "workerd"], json: false });
});

test("options narrow a run down", () => {
  const { bits, runtimes, effort } = readOptions(["--bits", "3072", "--runtime", "workerd", "--quick"]);
  assert.deepEqual({ bits, runtimes }, { bits: [3072], runtimes: ["workerd"] });
  assert.ok(effort.rounds < readOptions([]).effort.rounds);
});

test("an option that cannot be meant is refused with what can be", () => {
  assert.throws(() => readOptions(["--bits", "1024"]), { message: "bench: --bits is one of 2048, 3072, 4096." });
  assert.throws(() => readOptions(["--runtime", "deno"]), { message: "bench: --runtime is one of node, workerd." });
  assert.throws(() => readOptions(["--write", "--quick"]), /^Error: bench: --write is for whole runs/);
  assert.throws(() => readOptions(["--fast"]), /^Error: bench: Unknown option '--fast'/);
});
