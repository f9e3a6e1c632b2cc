import { keyFileText } from "../shared/options.js";
import { textOf } from "../shared/plain.js";

/** More keys than one program has, and few enough to keep. */
const MOST = 100;

/**
 * Minters by key, so that all who give one key share its tokens.
 *
 * @param {typeof import("../index.js").createMinter} createMinter
 * @returns {(options: import("../index.js").MinterOptions) => Promise<import("../index.js").Minter>}
 */
export function minterPool(createMinter) {
  const minters = new Map();
  return async function minterFor(options) {
    const name = `${textOf(options.tokenUri) ?? ""}\0${keyFileText(options.credentials)}`;
    // Not the promise of a minter: in a Worker it would tie one request to another.
    const made = minters.get(name) ?? (await createMinter(options));
    // Of two that were made at the same time the first stays.
    const minter = minters.get(name) ?? made;
    minters.delete(name);
    minters.set(name, minter);
    if (minters.size > MOST) minters.delete(minters.keys().next().value);
    return minter;
  };
}
