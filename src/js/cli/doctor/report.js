// What the doctor found, for people and for programs.
import { section, table } from "../output.js";

/** @typedef {import("../doctor.js").Result} Result */

/** @param {Result[]} report @param {ReturnType<typeof import("../output.js").colours>} paint */
export function asText(report, paint) {
  const lines = table(report.map(({ name, says, failure }) => [name, failure ? failure.message : says]));
  const checks = lines.map((line, index) => `${mark(report[index], paint)} ${line}`).join("\n");
  const { name, failure } = report.at(-1);
  if (!failure) return `${checks}\n\nEvery check holds.`;
  return [checks, whatToDo(failure, paint)].join("\n\n");
}

function mark({ failure, skipped }, { green, red }) {
  if (failure) return red("✗");
  return skipped ? "-" : green("✓");
}

/** By the names of `one-by-one.js`. */
const OUTCOMES = {
  granted: "granted",
  not_authorised: "not authorised",
  unknown: "not known to Google",
  not_found_out: "not found out",
};

function whatToDo({ code, remedy, scopes = [] }, { bold }) {
  const asked = scopes.map(({ scope, outcome }) => [scope, OUTCOMES[outcome]]);
  const parts = [
    asked.length > 1 && section(bold("Each scope by itself"), asked),
    section(bold("What to do"), [[remedy]]),
    `code ${code}`,
  ];
  return parts.filter(Boolean).join("\n\n");
}

/** @param {Result[]} report */
export function asJson(report) {
  const checks = report.map(({ name, says, skipped, failure }) => ({
    name,
    ok: !failure,
    ...(failure ? facts(failure) : { says, skipped }),
  }));
  return JSON.stringify({ ok: checks.every(({ ok }) => ok), checks });
}

function facts({ message, code, remedy, retryable, scopes }) {
  return { says: message, code, remedy, retryable, scopes };
}
