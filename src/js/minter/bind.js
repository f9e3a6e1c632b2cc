// How a minter of WebAssembly is made of credentials and options, and made again.
import { SealedCache, sealingKeys } from "../caches/sealed-cache.js";
import { CACHE_WITHOUT_WEBCRYPTO, WASM_NOT_LOADED } from "../generated/messages.js";
import { EdgemintError, errorOf, toEdgemintError } from "../shared/errors.js";
import { keyFileText, lifetimeOf } from "../shared/options.js";
import { textOf } from "../shared/plain.js";
import { Binding } from "./binding.js";
import { Host } from "./host.js";
import { webCryptoSigner } from "./webcrypto.js";

/**
 * @typedef {() => import("../wasm/instance.js").Instance | Promise<import("../wasm/instance.js").Instance>} Load
 *
 * @typedef {object} Made
 * @property {Binding} binding
 * @property {(wanted: () => boolean) => Promise<Binding | undefined>} again another one, in an instance that works
 * @property {() => void} forget overwrites what that is made of
 */

/**
 * By the first build that can sign in this engine.
 *
 * @param {Load[]} builds the best first
 * @returns {Promise<Made>}
 */
export async function bind([load, ...others], credentials, options) {
  const instance = await loaded(load);
  try {
    return await bindIn(instance, load, credentials, options);
  } catch (thrown) {
    const goOn = thrown?.code === "signer_unsupported" && others.length && !options.signer;
    if (goOn) return bind(others, credentials, options);
    throw toEdgemintError(thrown);
  }
}

async function loaded(load) {
  try {
    return await load();
  } catch (cause) {
    if (cause instanceof EdgemintError) throw cause;
    throw errorOf(WASM_NOT_LOADED, { cause });
  }
}

/** With a host of its own, which holds the key where WebCrypto signs: late credentials may change between two calls. */
async function bindIn(instance, load, credentials, options) {
  const host = new Host(options);
  let kept = keptText(keyFileText(credentials), textOf(options.tokenUri));
  const key = instance.call(kept.read);
  await prepare(host, instance, key, options);
  if (options.signer) {
    kept.forget();
    kept = keptAccount(instance.call(() => key.account()));
  }
  const make = (where, key) => new Binding(where, where.call(({ Minter }) => minterOf(Minter, key, host, options)), host);
  return {
    binding: make(instance, key),
    async again(wanted) {
      const next = await loaded(load);
      return wanted() ? make(next, next.call(kept.read)) : undefined;
    },
    forget: kept.forget,
  };
}

/** The key file, as bytes: a text could not be overwritten. */
function keptText(text, uri) {
  const bytes = new TextEncoder().encode(text);
  return {
    read: ({ Key }) => new Key(new TextDecoder().decode(bytes), uri),
    forget: () => void bytes.fill(0),
  };
}

/** Where WebCrypto has the private key, it is nowhere else. */
const keptAccount = (account) => ({ read: ({ Key }) => Key.ofAccount(account), forget() {} });

const minterOf = (Minter, key, host, { lifetime, signer, cache }) =>
  new Minter(key, host, lifetimeOf(lifetime), signer !== undefined, cache !== undefined);

/** What of the key the host needs. */
async function prepare(host, instance, key, { signer, cache }) {
  try {
    if (signer) host.useSigner(await signerFor(instance, key));
    if (cache) host.useCache(new SealedCache(cache, await sealingKeysOf(instance, key)));
  } catch (thrown) {
    if (!instance.trapped) instance.call(() => key.free());
    throw thrown;
  }
}

async function signerFor(instance, key) {
  // Pages from plain http have none.
  if (!globalThis.crypto?.subtle) instance.call(({ Key }) => Key.refuseSigner());
  // Node signs with numbers that do not belong together, Deno's process ends over them.
  instance.call(() => key.check());
  const secret = instance.call(() => key.pkcs8());
  return (await webCryptoSigner(secret)) ?? instance.call(({ Key }) => Key.refuse());
}

async function sealingKeysOf(instance, key) {
  if (!globalThis.crypto?.subtle) {
    throw errorOf(CACHE_WITHOUT_WEBCRYPTO);
  }
  const secret = instance.call(() => key.pkcs8());
  try {
    return await sealingKeys(secret);
  } finally {
    secret.fill(0);
  }
}
