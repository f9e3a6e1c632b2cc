// What the doctor found, for people and for programs.
import { asParagraphs } from "../explanation.js";
import { mark, section, table } from "../output.js";

/** @typedef {import("../doctor.js").Result} Result */

/** @param {Result[]} report @param {ReturnType<typeof import("../output.js").colours>} paint */
export function asText(report, paint) {
  const lines = table(report.map(({ name, says, failure }) => [name, failure ? failure.message : says]));
  const checks = lines.map((line, index) => `${markOf(report[index], paint)} ${line}`).join("\n");
  const { failure } = report.at(-1);
  return [checks, ...(failure ? whatToDo(failure, paint) : ["Every check holds."])].join("\n\n");
}

const markOf = ({ failure, skipped }, paint) => (skipped ? "-" : mark(!failure, paint));

/** By the names of `one-by-one.js`. */
const OUTCOMES = {
  granted: "granted",
  not_authorised: "not authorised",
  unknown: "not known to Google",
  not_found_out: "not found out",
};

function whatToDo({ code, diagnosis, scopes = [], problems = [], ...facts }, paint) {
  const asked = scopes.map(({ scope, outcome }) => [scope, OUTCOMES[outcome]]);
  const wrong = problems.map(({ id, what }) => [id, what]);
  return [
    ...(asked.length > 1 ? [section(paint.bold("Each scope by itself"), asked)] : []),
    ...(wrong.length > 1 ? [section(paint.bold("All that is wrong with the key file"), wrong)] : []),
    ...asParagraphs(facts, paint),
    `code ${[code, diagnosis].filter(Boolean).join(", diagnosis ")}`,
  ];
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

function facts({ message, code, diagnosis, remedy, retryable, likely, paste, scopes, problems }) {
  return { says: message, code, diagnosis, remedy, retryable, likely, paste, scopes, problems };
}
