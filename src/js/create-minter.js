import { warnInBrowser } from "./browser-warning.js";
import { EdgemintError, toEdgemintError } from "./errors.js";
import { Host } from "./host.js";
import { Minter } from "./minter.js";
import { checkOptions, keyFileText, lifetimeOf } from "./options.js";
import { SealedCache, sealingKey } from "./sealed-cache.js";
import { webCryptoSigner } from "./webcrypto.js";

/**
 * `createMinter` for a runtime.
 *
 * @param {(() => Bindings | Promise<Bindings>)[]} builds make the WebAssembly ready: each its own
 *   build, the best first
 * @param {(work: Promise<void>) => void} [keepAlive] lets work go on behind an answer; most
 *   runtimes do so by themselves
 * @typedef {typeof import("../../dist/npm/modern/edgemint.js")} Bindings
 */
export function createMinterWith(builds, keepAlive = () => {}) {
  return async function createMinter(given) {
    const options = given ?? {};
    checkOptions(options);
    checkSigner(options.signer);
    if (!options.dangerouslyAllowBrowser) warnInBrowser();
    const bind = (credentials) => bindBest(builds, credentials, options);
    const { credentials } = options;
    const bound = typeof credentials === "function" ? late(credentials, bind) : at(await bind(credentials));
    return new Minter(bound, new Host(options), keepAlive);
  };
}

/**
 * @typedef {object} Bound
 * @property {() => object | Promise<object>} get the binding
 * @property {() => object | undefined} now the binding, where it is there already
 * @property {() => void} free frees it, now or once it is there
 */

/** @returns {Bound} */
const at = (binding) => ({ get: () => binding, now: () => binding, free: () => binding.free() });

/**
 * The binding made at the first use. Calls that come meanwhile share no promise, which in a Worker
 * would tie them to each other, but all of them go on with the binding that is there first.
 *
 * @returns {Bound}
 */
function late(readCredentials, bind) {
  let made;
  let freed = false;
  async function get() {
    const credentials = await called(readCredentials);
    if (made || freed) return made;
    const binding = await bind(credentials);
    if (made || freed) binding.free();
    else made = binding;
    return made;
  }
  function free() {
    freed = true;
    made?.free();
  }
  return { get, now: () => made, free };
}

async function called(readCredentials) {
  try {
    return await readCredentials();
  } catch (cause) {
    throw new EdgemintError("The function that gives the credentials failed.", {
      code: "invalid_key",
      remedy: "Let it return the key file: its object, its JSON text, or base64 of that.",
      retryable: false,
      cause,
    });
  }
}

/** By the first build that can sign in this engine. */
async function bindBest([load, ...others], credentials, options) {
  const bindings = await loaded(load);
  try {
    return await bindWith(bindings, credentials, options);
  } catch (thrown) {
    const goOn = thrown?.code === "signer_unsupported" && others.length && !options.signer;
    if (goOn) return bindBest(others, credentials, options);
    throw toEdgemintError(thrown);
  }
}

async function loaded(load) {
  try {
    return await load();
  } catch (cause) {
    if (cause instanceof EdgemintError) throw cause;
    throw new EdgemintError("edgemint's WebAssembly could not be loaded.", {
      code: "signer_unsupported",
      remedy:
        "Let its .wasm files be where its JavaScript looks for them, and be read. Where a bundler leaves them out, as esbuild does, import edgemint/inline.",
      retryable: false,
      cause,
    });
  }
}

/** With a host of its own, which holds the key where WebCrypto signs: late credentials may change between two calls. */
async function bindWith({ Key, Minter: Binding }, credentials, { tokenUri, signer, cache, ...options }) {
  const host = new Host(options);
  const uri = tokenUri === undefined ? undefined : String(tokenUri);
  const key = new Key(keyFileText(credentials), uri);
  try {
    if (signer) await signByWebCrypto(Key, key, host);
    if (cache) host.useCache(new SealedCache(cache, await sealingKeyOf(key)));
  } catch (thrown) {
    key.free();
    throw thrown;
  }
  return new Binding(key, host, lifetimeOf(options), signer !== undefined, cache !== undefined);
}

async function signByWebCrypto(Key, key, host) {
  // Pages from plain http have none.
  if (!globalThis.crypto?.subtle) Key.refuseSigner();
  const sign = await webCryptoSigner(key);
  if (!sign) Key.refuse();
  host.useSigner(sign);
}

async function sealingKeyOf(key) {
  if (!globalThis.crypto?.subtle) {
    throw new EdgemintError("There is no WebCrypto here, and without it a cache would see tokens in the clear.", {
      code: "invalid_option",
      remedy: "Leave the option cache out, or serve the page over https or from localhost.",
      retryable: false,
    });
  }
  const secret = key.pkcs8();
  try {
    return await sealingKey(secret);
  } finally {
    secret.fill(0);
  }
}

function checkSigner(signer) {
  if (signer === undefined || signer === "webcrypto") return;
  throw new EdgemintError("The signer asked for is not one of edgemint's.", {
    code: "signer_unsupported",
    remedy: 'Give "webcrypto" as signer, or leave signer out.',
    retryable: false,
  });
}
