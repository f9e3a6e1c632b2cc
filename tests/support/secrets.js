/** Searches values for what must never leave: the key, an assertion, a token. */

/** Long enough not to occur by chance, short enough to be found in a value that was cut. */
const PIECE = 40;

/** @param {{ private_key: string }} key */
export function secretFinder({ private_key: pem }) {
  const base64 = pem.replaceAll(/-----[^-]+-----|\s/g, "");
  const pieces = Array.from({ length: Math.floor(base64.length / PIECE) }, (_, index) =>
    base64.slice(index * PIECE, (index + 1) * PIECE),
  );

  /** @param {string} text @param {string[]} [tokens] @returns {string | null} what kind of secret the text holds */
  return function findSecret(text, tokens = []) {
    // A PEM's lines break the base64 wherever they like.
    const compact = text.replaceAll(/\\n|\s/g, "");
    if (compact.includes("PRIVATEKEY")) return "a PEM label";
    if (pieces.some((piece) => compact.includes(piece))) return "a piece of the key";
    // First, because a token's random letters may spell what an assertion begins with.
    if (/ya29\./.test(compact) || tokens.some((token) => compact.includes(token))) return "a token";
    if (/eyJ[A-Za-z0-9_-]{8}/.test(compact)) return "an assertion";
    return null;
  };
}

/** @returns {string} every string that can be reached from a value by its properties, hidden ones and getters too */
export function everyString(value, seen = new Set()) {
  if (typeof value === "string") return `${value}\n`;
  if (value === null || !["object", "function"].includes(typeof value) || seen.has(value)) return "";
  seen.add(value);
  const parts = Reflect.ownKeys(value).map((name) => String(name) + "\n" + everyString(read(value, name), seen));
  const prototype = Object.getPrototypeOf(value);
  return parts.join("") + getters(prototype, value, seen);
}

function getters(prototype, value, seen) {
  if (prototype === null || prototype === Object.prototype) return "";
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const names = descriptors.filter(([, { get }]) => get).map(([name]) => name);
  return names.map((name) => everyString(read(value, name), seen)).join("");
}

function read(value, name) {
  try {
    return value[name];
  } catch {
    return undefined; // a getter that throws shows nothing
  }
}
