/** The examples of documents and declarations, checked by TypeScript against the package's own types. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { inRoot } from "../../scripts/lib/paths.js";
import { complaintsAboutProject } from "./typescript.js";

/** A fence, alone or in a doc comment, in a list or not: what stands before it stands before each line. */
const FENCE = /^(?<margin>[ \t]*(?:\* )?)```(?<language>\w*)/;

/**
 * @typedef {object} Example
 * @property {string} file that it is in
 * @property {number} line of its first line, from 1
 * @property {"js" | "ts"} language
 * @property {string} code
 */

/** @returns {Example[]} the blocks of a text that are marked as JavaScript or TypeScript */
export function examplesOf(file, text) {
  const examples = [];
  let open;
  for (const [at, line] of text.split("\n").entries()) {
    const fence = FENCE.exec(line)?.groups;
    if (open && fence) {
      examples.push(open);
      open = undefined;
    } else if (fence) open = { file, line: at + 2, ...fence, code: "" };
    else if (open) open.code += `${line.slice(open.margin.length)}\n`;
  }
  return examples
    .filter(({ language }) => language === "js" || language === "ts")
    .map(({ margin, ...example }) => example);
}

/**
 * Each example is a module of its own; tests/types/prelude.d.ts declares what it may use beside its
 * imports.
 *
 * @param {Example[]} examples
 * @returns {Promise<string>} what TypeScript has against them, by the lines of their files
 */
export async function complaintsAbout(examples) {
  // Below the root, where "edgemint" is this package.
  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "examples-"));
  try {
    for (const [at, example] of examples.entries()) {
      writeFileSync(join(folder, `${at}.${example.language}`), asModule(example));
    }
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const complaints = await complaintsAboutProject(folder);
    return complaints.replace(/^(\d+)\.[jt]s(?=\()/gm, (_, at) => examples[at].file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const config = {
  extends: inRoot("tests", "types", "tsconfig.json"),
  // Examples in JavaScript name no types.
  compilerOptions: { allowJs: true, checkJs: true, noImplicitAny: false },
  include: ["*", inRoot("tests", "types", "*.d.ts")],
};

/** On the lines that it has in its file. */
const asModule = ({ line, code }) => `${"\n".repeat(line - 1)}${code}export {};\n`;
