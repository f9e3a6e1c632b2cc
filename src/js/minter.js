import { EdgemintError, toEdgemintError } from "./errors.js";

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
      return await this.#binding.createAssertion(user, scopes);
    } catch (thrown) {
      throw toEdgemintError(thrown);
    }
  }
}

/**
 * `createMinter` for a runtime.
 *
 * @param {(() => Bindings | Promise<Bindings>)[]} builds make the WebAssembly ready: each its own
 *   build, the best first
 * @param {(work: Promise<void>) => void} [keepAlive] lets work go on behind an answer; most
 *   runtimes do so by themselves
 * @typedef {object} Bindings
 * @property {MinterBinding} Minter
 * @typedef {{ new (credentials: string, tokenUri?: string): object,
 *   withWebCrypto(credentials: string, tokenUri?: string): Promise<object> }} MinterBinding
 */
export function createMinterWith(builds, keepAlive = () => {}) {
  return async function createMinter(options) {
    const { credentials, tokenUri, signer } = options ?? {};
    const uri = tokenUri === undefined ? undefined : String(tokenUri);
    const make = makeWith(signer);
    return new Minter(await bind(builds, make, keyFileText(credentials), uri), keepAlive);
  };
}

/** By the first build that can sign in this engine. */
async function bind([load, ...others], make, ...parameters) {
  const bindings = await load();
  try {
    return await make(bindings.Minter, ...parameters);
  } catch (thrown) {
    const goOn = thrown?.code === "signer_unsupported" && others.length;
    if (goOn) return bind(others, make, ...parameters);
    throw toEdgemintError(thrown);
  }
}

/** @returns {(binding: MinterBinding, ...parameters: string[]) => object | Promise<object>} */
function makeWith(signer) {
  switch (signer) {
    case undefined:
      return (Binding, ...parameters) => new Binding(...parameters);
    case "webcrypto":
      return (Binding, ...parameters) => Binding.withWebCrypto(...parameters);
    default:
      throw new EdgemintError("The signer asked for is not one of edgemint's.", {
        code: "signer_unsupported",
        remedy: 'Give "webcrypto" as signer, or leave signer out.',
        retryable: false,
      });
  }
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
