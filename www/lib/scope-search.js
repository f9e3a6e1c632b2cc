// Finding scopes by name, by API and by what they grant.

/** @typedef {import("edgemint/scopes").ScopeInfo} ScopeInfo */

/** What most people come for; it stands first while nothing else is asked for. */
const FIRST = ["gmail.", "calendar", "drive", "contacts", "admin.directory.", "spreadsheets", "documents", "tasks"];

/**
 * The scopes in which every word of the query occurs, those first whose name has them.
 *
 * @param {readonly ScopeInfo[]} scopes
 * @param {string} query
 * @param {number} most
 * @returns {ScopeInfo[]}
 */
export function findScopes(scopes, query, most) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rated = [];
  for (const scope of scopes) {
    const rating = rate(scope, words);
    if (rating !== null) rated.push({ scope, rating });
  }
  // Of two that fit, the one with the shorter name is nearer to the words, and wanted more often.
  rated.sort((a, b) => b.rating - a.rating || a.scope.name.length - b.scope.name.length);
  return rated.slice(0, most).map(({ scope }) => scope);
}

function rate({ name, scope, apis, description = "" }, words) {
  const place = FIRST.findIndex((prefix) => name.startsWith(prefix));
  let rating = place < 0 ? 0 : 1 - place / FIRST.length;
  const rest = `${scope} ${apis.join(" ")} ${description}`.toLowerCase();
  for (const word of words) {
    if (name === word) rating += 16;
    else if (name.startsWith(word)) rating += 8;
    else if (name.includes(word)) rating += 4;
    else if (!rest.includes(word)) return null;
  }
  return rating;
}
