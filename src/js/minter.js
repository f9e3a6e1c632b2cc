import { Minter as Binding } from "../../dist/npm/edgemint.js";
import { toEdgemintError } from "./errors.js";

/** Mints delegated tokens for any number of users of one service account. */
export class Minter {
  #binding;

  constructor(binding) {
    this.#binding = binding;
  }

  get signer() {
    return this.#binding.signer;
  }

  async getToken(user, scopes) {
    try {
      return await this.#binding.getToken(user, scopes);
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

/** `createMinter` for a runtime in which `load` makes the WebAssembly ready. */
export function createMinterWith(load) {
  return async function createMinter({ credentials, tokenUri } = {}) {
    await load();
    const json = typeof credentials === "string" ? credentials : JSON.stringify(credentials);
    const uri = tokenUri === undefined ? undefined : String(tokenUri);
    try {
      return new Minter(new Binding(json ?? "", uri));
    } catch (thrown) {
      throw toEdgemintError(thrown);
    }
  };
}
