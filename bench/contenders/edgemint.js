import { createMinterWith } from "../../src/js/minter/create-minter.js";
import { loadNow } from "../../src/js/wasm/load-now.js";

/**
 * One build of edgemint with one of its signers, by the package's own API: it makes the whole
 * assertion, so its time holds that as well.
 *
 * @param {string} expected What the minter has to say of itself.
 * @param {Function} glue
 * @param {object} [options]
 */
export const edgemint = (expected, glue, options) =>
  async function load({ credentials }, module) {
    const minter = await createMinterWith([loadNow(glue, () => module)])({ credentials, ...options });
    if (minter.signer !== expected) throw new Error(`${minter.signer} signs, not ${expected}`);
    return () => minter.createAssertion("ada@example.com", ["gmail.readonly"]);
  };
