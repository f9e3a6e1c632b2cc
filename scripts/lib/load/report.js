// The run as text for people: Markdown, as docs/OPERATIONS.md holds it.
import { table } from "../../../bench/lib/report.js";

export const asJson = (result) => JSON.stringify(result);

/** @param {{ machine: object, users: number, concurrency: number, rows: import("./memory.js").Row[] }} result */
export function memoryAsText({ machine, rows, concurrency }) {
  const head = ["case", "users", "per second", "heap MiB", "WebAssembly MiB", "workerd MiB", "failed"];
  const body = rows.map((row) => [
    row.case,
    whole(row.users),
    whole(row.per_second),
    ...[row.heap_mib, row.buffers_mib, row.rss_mib].map(mib),
    whole(row.failed),
  ]);
  const how = `${describeMachine(machine)}\n${concurrency} requests at a time; heap and WebAssembly of the isolate after a collection.`;
  return [how, table([head, ...body])].join("\n\n");
}

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

function describe(machine, { seconds, concurrency, disk }) {
  const where = disk ? "on disk" : "in memory";
  return `${describeMachine(machine)}\n${concurrency} requests at a time, ${seconds} s a case; Durable Objects ${where}.`;
}

function describeMachine({ cpu, cores, memory_gib, load, os, date, commit, versions }) {
  return (
    `${cpu}, ${cores} cores, ${memory_gib} GiB, load ${load} before the run; ${os}.\n` +
    `workerd ${versions.workerd}, Node ${versions.node}. ${date}, commit ${commit}.`
  );
}

const whole = (number) => Math.round(number).toLocaleString("en");
const mib = (value) => (value === null ? "-" : value.toFixed(1));
const ms = (value) => (value === null ? "-" : value.toFixed(2));
