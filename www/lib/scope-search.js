// Finding scopes by name, by API and by what they grant.

/** @typedef {import("edgemint/scopes").ScopeInfo} ScopeInfo */

/** What most people come for; these stand first among those that fit equally well. */
const COMMON = [
  "gmail.readonly",
  "gmail.send",
  "gmail.modify",
  "calendar.readonly",
  "calendar.events",
  "calendar",
  "drive.readonly",
  "drive.file",
  "drive",
  "admin.directory.user.readonly",
  "admin.directory.group.readonly",
  "contacts.readonly",
  "spreadsheets",
  "documents",
  "tasks",
];
const FIRST = ["gmail.", "calendar", "drive", "contacts", "admin.directory.", "spreadsheets", "documents", "tasks"];

/**
 * The scopes in which every word of the query occurs, or where there are none, those with the most of its words.
 *
 * @param {readonly ScopeInfo[]} scopes
 * @param {string} query
 * @param {number} most
 * @returns {{ found: ScopeInfo[], all: boolean }} whether they have all the words
 */
export function findScopes(scopes, query, most) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rated = scopes.map((scope) => ({ scope, ...rate(scope, words) }));
  const least = Math.min(...rated.map(({ missing }) => missing));
  if (words.length > 0 && least === words.length) return { found: [], all: false };
  const fitting = rated.filter(({ missing }) => missing === least);
  // Of two that fit, the one with the shorter name is nearer to the words, and wanted more often.
  fitting.sort((a, b) => b.rating - a.rating || a.scope.name.length - b.scope.name.length);
  return { found: fitting.slice(0, most).map(({ scope }) => scope), all: least === 0 };
}

/** Google writes "group" here and "groups" there. */
const singular = (word) => (/^[a-z]{4,}[^s]s$/.test(word) ? word.slice(0, -1) : word);

function rate({ name, scope, apis, description = "" }, words) {
  const rest = `${scope} ${apis.join(" ")} ${description}`.toLowerCase();
  let rating = standing(name);
  let missing = 0;
  for (const word of words) {
    const stem = singular(word);
    if (name === word) rating += 16;
    else if (name.startsWith(stem)) rating += 8;
    else if (name.includes(stem)) rating += 4;
    else if (!rest.includes(stem)) missing += 1;
  }
  return { rating, missing };
}

function standing(name) {
  const common = COMMON.indexOf(name);
  if (common >= 0) return 2 - common / COMMON.length;
  const place = FIRST.findIndex((prefix) => name.startsWith(prefix));
  return place < 0 ? 0 : 1 - place / FIRST.length;
}
