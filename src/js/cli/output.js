// How what a command found out is set.

/** One word for a POSIX shell, whatever it holds. */
export const shellWord = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Rows below a title; all columns but the last as wide as their widest cell. */
export const section = (title, rows) => [title, ...table(rows).map((line) => `  ${line}`)].join("\n");

/** @param {string[][]} rows @returns {string[]} lines */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join("   ").trimEnd());
}

/**
 * Colours for a terminal, unless NO_COLOR is set (no-color.org).
 *
 * @typedef {Record<"green" | "red" | "bold", (text: string) => string>} Paint
 *
 * @param {{ isTTY?: boolean }} stream
 * @param {Record<string, string | undefined>} env
 * @returns {Paint}
 */
export function colours(stream, env) {
  const on = Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== "dumb";
  const paint = (code) => (text) => (on ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { green: paint(32), red: paint(31), bold: paint(1) };
}

/** Text from outside: cut, it moves no cursor, and all of it is seen. */
export const printable = (text) => String(text).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").slice(0, 1000);

/** @param {boolean} ok @param {Paint} paint */
export const mark = (ok, { green, red }) => (ok ? green("✓") : red("✗"));

/** @param {string | null | undefined} user */
export const nameOf = (user) => user ?? "the service account itself";
