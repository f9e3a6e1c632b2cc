/**
 * A URL with more parameters, exactly as gaxios sends them.
 *
 * @param {URL} url
 * @param {object | string | Iterable<[string, string]>} params
 * @param {(params: any) => string} [serialize]
 * @returns {URL}
 */
export function withParams(url, params, serialize) {
  const kept = defined(params);
  return serialize ? joined(url, serialize(kept).replace(/^\?/, "")) : appended(url, new URLSearchParams(kept));
}

function appended(url, params) {
  const found = new URL(url);
  for (const [name, value] of params) found.searchParams.append(name, value);
  return found;
}

function joined(url, query) {
  const found = new URL(url);
  found.hash = "";
  const whole = new URL(found.href + (found.href.includes("?") ? "&" : "?") + query);
  whole.hash = url.hash;
  return whole;
}

/** Without what is undefined, in plain objects and lists; null stays, and is sent as "null". */
export function defined(value) {
  if (Array.isArray(value)) {
    const kept = [];
    for (const [at, each] of value.entries()) if (each !== undefined) kept[at] = defined(each);
    return kept;
  }
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, defined(each)]));
}

function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
