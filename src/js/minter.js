import { Minter as Binding } from "../../dist/npm/edgemint.js";
import { toEdgemintError } from "./errors.js";

/** Mints delegated tokens for any number of users of one service account. */
export class Minter {
  #binding;
  #keepAlive;

  constructor(binding, keepAlive) {
    this.#binding = binding;
    this.#keepAlive = keepAlive;
  }

  get signer() {
    return this.#binding.signer;
  }

  async getToken(user, scopes) {
    try {
      const { token, refresh } = await this.#binding.getToken(user, scopes);
      if (refresh) this.#keepAlive(refresh);
      return token;
    } catch (thrown) {
      throw toEdgemintError(thrown);
    }
  }

  async createAssertion(user, scopes) {
    try {
      return this.#binding.createAssertion(user, scopes);
    } catch (thrown) {
      throw toEdgemintError(thrown);
    }
  }
}

/**
 * `createMinter` for a runtime.
 *
 * @param {() => void | Promise<void>} load makes the WebAssembly ready
 * @param {(work: Promise<void>) => void} [keepAlive] lets work go on behind an answer; most
 *   runtimes do so by themselves
 */
export function createMinterWith(load, keepAlive = () => {}) {
  return async function createMinter(options) {
    await load();
    const { credentials, tokenUri } = options ?? {};
    const uri = tokenUri === undefined ? undefined : String(tokenUri);
    try {
      return new Minter(new Binding(keyFileText(credentials), uri), keepAlive);
    } catch (thrown) {
      throw toEdgemintError(thrown);
    }
  };
}

function keyFileText(credentials) {
  if (typeof credentials === "string") return credentials;
  try {
    return JSON.stringify(credentials) ?? "";
  } catch {
    // A circular object, or one that holds a bigint: refused as what it is, no key file.
    return "null";
  }
}
