// Words of a command that is copied into a shell.

/**
 * One word for a POSIX shell, whatever it holds: between double quotes $, ` and \ would still mean something.
 *
 * @param {string} text
 */
export const shellWord = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
