// Finding scopes by name, by API and by what they grant.

/**
 * @typedef {import("edgemint/scopes").ScopeInfo} ScopeInfo
 */

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
  // Sorting is stable: the same rating leaves the order of the list.
  return rated.sort((a, b) => b.rating - a.rating).slice(0, most).map(({ scope }) => scope);
}

function rate({ name, scope, apis, description = "" }, words) {
  let rating = 0;
  const rest = `${scope} ${apis.join(" ")} ${description}`.toLowerCase();
  for (const word of words) {
    if (name === word) rating += 8;
    else if (name.startsWith(word)) rating += 4;
    else if (name.includes(word)) rating += 2;
    else if (!rest.includes(word)) return null;
  }
  return rating;
}
