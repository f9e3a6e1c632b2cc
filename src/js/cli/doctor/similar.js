// What was meant by a scope that Google does not know.
import { scopes } from "edgemint/scopes";

/** More letters than this are another word. */
const MOST = 3;

/** @param {string} scope its full name @returns {string | undefined} the published scope that is spelt most like it */
export function similar(scope) {
  let nearest;
  let least = MOST + 1;
  for (const published of scopes) {
    const letters = distance(scope, published.scope);
    if (letters > 0 && letters < least) [nearest, least] = [published.name, letters];
  }
  return nearest;
}

/** How many letters are to be added, dropped, replaced or swapped with their neighbour. */
function distance(a, b) {
  if (Math.abs(a.length - b.length) > MOST) return Infinity;
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
