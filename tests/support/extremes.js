/**
 * Values at the edges of what a language, a format or a machine holds: whatever takes a value from outside is tried with
 * all of them. Made anew at each look, and without anything of Node's, as pages and Workers try them too.
 */

const MEGABYTE = 1024 * 1024;

/** Numbers as JavaScript has them: at and around the sizes of integers, and what is no number. */
export const NUMBERS = {
  "-0": -0,
  "-1": -1,
  "1.5": 1.5,
  "2^31 - 1": 2 ** 31 - 1,
  "2^31": 2 ** 31,
  "2^32 - 1": 2 ** 32 - 1,
  "2^32": 2 ** 32,
  "2^53 - 1": 2 ** 53 - 1,
  "2^53": 2 ** 53,
  "2^63": 2 ** 63,
  "2^64": 2 ** 64,
  "-2^63": -(2 ** 63),
  "the largest double": Number.MAX_VALUE,
  "the smallest double": Number.MIN_VALUE,
  Infinity: Infinity,
  "-Infinity": -Infinity,
  NaN: NaN,
};

/** The same as text, in headers and in JSON, with some that only text can be. */
export const NUMERALS = [
  ...["0", "-0", "-1", "+1", "1.5", "1e3", "1e400", "-1e400", "0x10", "00001", "NaN", "Infinity", "null", ""],
  ...["2147483647", "2147483648", "4294967295", "4294967296", "9007199254740991", "9007199254740993"],
  ...["9223372036854775807", "9223372036854775808", "18446744073709551614", "18446744073709551615"],
  ...["18446744073709551616", "-9223372036854775809", "9".repeat(400)],
];

/** Texts that are long, deep, or no proper Unicode. */
export const TEXTS = {
  empty: () => "",
  "a megabyte": () => "a".repeat(MEGABYTE),
  "a megabyte of digits": () => "9".repeat(MEGABYTE),
  "a megabyte of base64": () => "QUFB".repeat(MEGABYTE / 4),
  "a megabyte of blanks": () => " ".repeat(MEGABYTE),
  "a megabyte of line breaks": () => "\n".repeat(MEGABYTE),
  "a megabyte of backslashes": () => "\\".repeat(MEGABYTE),
  "a megabyte of quotes": () => '"'.repeat(MEGABYTE),
  "a megabyte of dots": () => ".".repeat(MEGABYTE),
  "a megabyte beyond ASCII": () => "\u{1f511}".repeat(MEGABYTE / 4),
  "a hundred thousand lists, each in the next": () => "[".repeat(100_000) + "]".repeat(100_000),
  "a hundred thousand objects, each in the next": () => '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000),
  "a hundred thousand brackets that nothing closes": () => "[{".repeat(50_000),
  "half of a pair": () => "\ud800",
  "the halves of a pair the wrong way round": () => "ada\udc00\ud800@example.com",
  "a pair's half, escaped": () => '{"client_email":"\\ud800","private_key":"\\udfff"}',
  "a null character": () => "\0",
  "every control character": () => Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join(""),
  "a byte order mark": () => "\ufeff",
  "marks of direction": () => "\u202e\u200f\u061c\u2066",
  "separators of lines": () => "\u2028\u2029",
  "__proto__": () => "__proto__",
  ...Object.fromEntries(NUMERALS.map((numeral) => [`the numeral ${numeral.slice(0, 24) || "of no digits"}`, () => numeral])),
};

/** What is no text or number, or only seems to be. */
export const OBJECTS = {
  null: () => null,
  true: () => true,
  "a bigint": () => 2n ** 64n,
  "a symbol": () => Symbol("s"),
  "a function": () => () => {},
  "an empty list": () => [],
  "a list of a million": () => Array(1_000_000).fill("a"),
  "a list of holes": () => new Array(2 ** 32 - 1),
  "a list that says it has -1": () => ({ length: -1 }),
  "a list that says it has 2^53": () => ({ length: 2 ** 53, 0: "a" }),
  "a list within lists": () => nested(10_000),
  "a list that holds itself": () => circular(),
  "an object without a prototype": () => Object.create(null),
  "an object that throws when it is read": () => throwing({}),
  "a list that throws when it is read": () => throwing([]),
  "an object that throws when it becomes text": () => ({ toString: thrower, valueOf: thrower, toJSON: thrower }),
  "an object that becomes a megabyte": () => ({ toString: () => "a".repeat(MEGABYTE) }),
  "a revoked proxy": () => revoked(),
  "a promise": () => Promise.resolve("a"),
  "bytes": () => new Uint8Array(MEGABYTE),
  "a date that is none": () => new Date(NaN),
};

/** All of them, by what they are. */
export const VALUES = {
  ...Object.fromEntries(Object.entries(NUMBERS).map(([name, number]) => [`the number ${name}`, () => number])),
  ...Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [`the text: ${name}`, text])),
  ...OBJECTS,
};

function nested(depth) {
  let list = [];
  for (let level = 0; level < depth; level++) list = [list];
  return list;
}

function circular() {
  const list = [];
  list.push(list);
  return list;
}

function thrower() {
  throw new Error("unreadable");
}

const throwing = (target) => new Proxy(target, { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower });

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
