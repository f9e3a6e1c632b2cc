/** The rows as docs/GOOGLE_AUTH.md has them. `node tests/google/behaviours/table.js` writes them there. */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { inRoot } from "../../../scripts/lib/paths.js";
import { groups } from "./index.js";

const DOCUMENT = inRoot("docs", "GOOGLE_AUTH.md");
const BETWEEN = /(?<=<!-- behaviours -->\n)[^]*(?=<!-- end of behaviours -->)/;

const rows = groups.flatMap(([, behaviours]) => behaviours);

export const same = rows.filter(({ differs }) => !differs).length;

const lineOf = ({ behaviour, differs }) => `| ${behaviour} | ${differs ? `${differs.ours}. ${differs.why}` : "the same"} |`;

/** @returns {string} Markdown */
export function tables() {
  const parts = groups.map(([name, behaviours]) =>
    [`### ${name}`, "", "| google-auth-library | edgemint/google |", "|---|---|", ...behaviours.map(lineOf), ""].join("\n"),
  );
  return [`${same} of ${rows.length} are the same.`, "", ...parts].join("\n");
}

/** What the document has in their place. */
export const documented = () => readFileSync(DOCUMENT, "utf8").match(BETWEEN)?.[0];

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(DOCUMENT, readFileSync(DOCUMENT, "utf8").replace(BETWEEN, () => tables()));
}
