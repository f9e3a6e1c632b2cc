import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../scripts/lib/paths.js";

const file = inRoot("docs", "BENCHMARKS.md");
const run = /(?<=<!-- run -->\n).*(?=<!-- \/run -->)/s;

/** Puts a run in the place of the one in the page. */
export function writeDocument(text) {
  writeFileSync(file, readFileSync(file, "utf8").replace(run, () => `\n${text}\n\n`));
}
