// The run as text for people: Markdown, as docs/BENCHMARKS.md holds it.

export const asText = ({ machine, rows, packages, ratios }) =>
  [asMachine(machine), signerTable(rows, ratios), legend, packageTable(packages)].join("\n\n");

export const asJson = (result) => JSON.stringify(result);

export function asMachine({ cpu, cores, memory_gib, load, os, date, commit, versions }) {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const where = `${cpu}, ${cores} cores, ${memory_gib} GiB, load ${load} before the run; ${os}.`;
  return `${where}\n${named.join(", ")}.\n${date}, commit ${commit}.`;
}

export const ms = (value) => {
  if (value === null) return "-";
  return value.toFixed(value < 1 ? 3 : value < 10 ? 2 : 1);
};
const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)}x`;
export const bytes = (value) => (value === null ? "-" : value.toLocaleString("en"));

const legend = `Times in milliseconds, medians but for p95. Cold: from the code in memory to the first signature, in a
fresh process. CPU: the same in processor time of all threads, which a busy machine disturbs less.
"/ WebCrypto": the warm median as a multiple of WebCrypto's. "rsa 0.9 /", "rsa 0.10 /": that version's
warm median as a multiple of the row's; "cold" the same for cold. wasm, gzip: bytes.`;

function signerTable(rows, ratios) {
  const timed = ["warm p50", "p95", "CPU", "cold", "CPU"];
  const compared = ["/ WebCrypto", "rsa 0.9 /", "rsa 0.10 /", "cold: rsa 0.9 /", "rsa 0.10 /"];
  const head = ["runtime", "bits", "signer", ...timed, ...compared, "wasm", "gzip"];
  const body = rows.map((row) => {
    const { runtime, bits, implementation } = row;
    return [
      runtime,
      `${bits}`,
      implementation,
      ...[row.warm_p50_ms, row.warm_p95_ms, row.warm_cpu_ms, row.cold_ms, row.cold_cpu_ms].map(ms),
      ...Object.values(ratios[runtime][bits][implementation]).map(times),
      ...[row.wasm_raw, row.wasm_gzip].map(bytes),
    ];
  });
  return table([head, ...body]);
}

function packageTable(packages) {
  const head = ["package", "version", "runs in", "for a user", "JS gzip", "wasm gzip", "one mint"];
  const body = packages.map((one) => [
    one.package,
    one.version,
    one.runs_in,
    one.speaks_for_a_user ? "yes" : "no",
    bytes(one.js_gzip),
    bytes(one.wasm_gzip || null),
    one.mint_note ? `n/a: ${one.mint_note}` : `${ms(one.mint_p50_ms)} ms`,
  ]);
  return table([head, ...body]);
}

/** Rows under a head: the first column to the left, numbers to the right. */
export function table([head, ...body]) {
  const isNumber = (cell) => /^[\d.,]+x?( ms)?$|^-$/.test(cell);
  const right = head.map((_, column) => body.every((row) => isNumber(row[column])));
  const lengths = (column) => [head, ...body].map((row) => row[column].length);
  const widths = head.map((_, column) => Math.max(3, ...lengths(column)));
  const cell = (text, column) =>
    right[column] ? text.padStart(widths[column]) : text.padEnd(widths[column]);
  const line = (row) => `| ${row.map(cell).join(" | ")} |`;
  const rule = widths.map((width, column) => "-".repeat(width - 1) + (right[column] ? ":" : "-"));
  return [line(head), `| ${rule.join(" | ")} |`, ...body.map(line)].join("\n");
}
