// What the doctor found, for people and for programs.
import { jsonLine } from "../../shared/log.js";
import { asParagraphs } from "../explanation.js";
import { mark, section } from "../output.js";
import { checks } from "./checks.js";

/** @typedef {import("../doctor.js").Result} Result */

/** Of the names, so that each line can be printed before the next is known. */
const width = Math.max(...checks.map(({ name }) => name.length));

/** @param {Result} result @param {import("../output.js").Paint} paint */
export function asLine({ name, says, skipped, failure }, paint) {
  const sign = skipped ? "-" : mark(!failure, paint);
  return `${sign} ${name.padEnd(width)}   ${failure ? failure.message : says}`;
}

/** What follows the lines. @param {Error} [failure] @param {import("../output.js").Paint} paint */
export const asEnding = (failure, paint) =>
  `\n${failure ? whatToDo(failure, paint).join("\n\n") : "Every check holds."}`;

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

/** @param {Result[]} results */
export function asJson(results) {
  const told = results.map(({ name, says, skipped, failure }) => ({
    name,
    ok: !failure,
    ...(failure ? facts(failure) : { says, skipped }),
  }));
  return jsonLine({ ok: told.every(({ ok }) => ok), checks: told });
}

function facts({ message, code, diagnosis, remedy, retryable, likely, paste, scopes, problems }) {
  return { says: message, code, diagnosis, remedy, retryable, likely, paste, scopes, problems };
}
