// The run as text for people: Markdown, as docs/OPERATIONS.md holds it.
import { table } from "../../../bench/lib/report.js";

export const asJson = (result) => JSON.stringify(result);

export function asText({ machine, rows, ...options }) {
  const head = ["case", "requests", "per second", "p50 ms", "p95 ms", "p99 ms", "wrong", "failed"];
  const body = rows.map((row) => [
    row.case,
    whole(row.requests),
    whole(row.requests_per_second),
    ...[row.p50_ms, row.p95_ms, row.p99_ms].map(ms),
    whole(row.wrong),
    whole(row.failed),
  ]);
  return [describe(machine, options), table([head, ...body])].join("\n\n");
}

function describe({ cpu, cores, memory_gib, load, os, date, commit, versions }, options) {
  const { seconds, concurrency, disk } = options;
  return (
    `${cpu}, ${cores} cores, ${memory_gib} GiB, load ${load} before the run; ${os}.\n` +
    `workerd ${versions.workerd}, Node ${versions.node}. ${date}, commit ${commit}.\n` +
    `${concurrency} requests at a time, ${seconds} s a case; Durable Objects ${disk ? "on disk" : "in memory"}.`
  );
}

const whole = (number) => Math.round(number).toLocaleString("en");
const ms = (value) => (value === null ? "-" : value.toFixed(2));
