import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../scripts/lib/paths.js";

const run = /(?<=<!-- run -->\n).*(?=<!-- \/run -->)/s;

/** Puts a run in the place of the one in a page of docs/. */
export function writeDocument(text, page = "BENCHMARKS.md") {
  const file = inRoot("docs", page);
  writeFileSync(file, readFileSync(file, "utf8").replace(run, () => `\n${text}\n\n`));
}
