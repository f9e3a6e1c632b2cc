// Whatever a program gives is made plain here before it crosses into WebAssembly: texts and numbers of a bounded size.
// Reading it may run anybody's code; what throws, or is longer than anything honest, becomes what the WebAssembly
// refuses in its own words.

/** Of a key file, the longest that is taken there; one more tells that it was longer. */
const MOST_CHARACTERS = 64 * 1024;
const MOST_SCOPES = 1_000;
/** More than the 50 scopes that are taken. */
const TOO_MANY_SCOPES = "openid ".repeat(51);
const NO_SCOPE = "\0";
/** Addresses have at most 254 characters, and may stand between blanks. */
const MOST_OF_USER = 1_024;
const TOO_LONG_USER = "a".repeat(MOST_OF_USER);

/** What `read` returns, or `otherwise` where it throws. */
export function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Null stays as it is: it is nobody, on purpose. */
export function userOf(user) {
  if (user === null) return null;
  if (typeof user !== "string") return undefined;
  return user.length > MOST_OF_USER ? TOO_LONG_USER : user;
}

/** One text with blanks between the scopes; a list's items may hold several as well. */
export function scopesOf(scopes) {
  if (typeof scopes !== "string") return attempt(() => (Array.isArray(scopes) ? joined(scopes) : ""), NO_SCOPE);
  return scopes.length > MOST_CHARACTERS ? TOO_MANY_SCOPES : scopes;
}

function joined(scopes) {
  const { length } = scopes;
  if (length > MOST_SCOPES) return TOO_MANY_SCOPES;
  let text = "";
  for (let index = 0; index < length; index += 1) {
    const scope = scopes[index];
    text += `${typeof scope === "string" ? scope : NO_SCOPE} `;
    if (text.length > MOST_CHARACTERS) return TOO_MANY_SCOPES;
  }
  return text;
}

/** A text, a number's, or a URL object's: "" of anything else, as a list may take for ever to become one. */
export function textOf(value) {
  if (value === undefined || value === null) return undefined;
  const text = attempt(() => (value instanceof URL ? value.href : PLAIN.includes(typeof value) ? String(value) : ""), "");
  return text.length > MOST_CHARACTERS ? "" : text;
}

const PLAIN = ["string", "number", "bigint", "boolean"];

/** A number, or what is one as text or as a date: NaN of anything else. */
export const numberOf = (value) =>
  attempt(() => (value instanceof Date || PLAIN.includes(typeof value) ? Number(value) : NaN), NaN);

/** JSON of it, without lists that nobody would read to their end: "" where there is none. */
export const jsonOf = (value) => attempt(() => JSON.stringify(value, shortLists), "") ?? "";

const shortLists = (_, value) => (Array.isArray(value) && value.length > MOST_CHARACTERS ? undefined : value);

/** Text of any length; of a longer one its beginning, so that a reader can tell. */
export const beginningOf = (text, most = MOST_CHARACTERS) => (text.length > most ? text.slice(0, most + 1) : text);

/**
 * Options by their names, each as a property of its own. What an object has from its class counts; what stands at the
 * root of all objects does not, as any code in the program may have put it there.
 *
 * @template {string} Name
 * @param {unknown} options
 * @param {Name[]} names
 * @returns {Record<Name, any>}
 */
export const own = (options, names) => Object.fromEntries(names.map((name) => [name, ownOf(options, name)]));

function ownOf(options, name) {
  if (options === undefined || options === null) return undefined;
  for (let holder = Object(options); holder !== null; ) {
    const next = Object.getPrototypeOf(holder);
    if (Object.hasOwn(holder, name) && (next !== null || holder === options)) return options[name];
    holder = next;
  }
  return undefined;
}
