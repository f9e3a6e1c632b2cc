import { CREDENTIALS_FAILED, SIGNER_UNKNOWN } from "../generated/messages.js";
import { errorOf } from "../shared/errors.js";
import { minterOptions } from "../shared/options.js";
import { bind } from "./bind.js";
import { Bound } from "./binding.js";
import { warnInBrowser } from "./browser-warning.js";
import { Host } from "./host.js";
import { Minter } from "./minter.js";

/**
 * `createMinter` for a runtime.
 *
 * @param {import("./bind.js").Load[]} builds make the WebAssembly ready: each its own build, the best first
 * @param {(work: Promise<void>) => void} [keepAlive] lets work go on behind an answer; most
 *   runtimes do so by themselves
 */
export function createMinterWith(builds, keepAlive = () => {}) {
  return async function createMinter(given) {
    // The credentials go their own way, so that nothing else holds them.
    const { credentials, ...options } = minterOptions(given);
    checkSigner(options.signer);
    if (!options.dangerouslyAllowBrowser) warnInBrowser();
    const bound = typeof credentials === "function" ? late(builds, credentials, options) : await early(builds, credentials, options);
    return new Minter(bound, new Host(options), keepAlive);
  };
}

async function early(builds, credentials, options) {
  const { binding, again, forget } = await bind(builds, credentials, options);
  return new Bound(again, binding, forget);
}

/** Asked for at the first use, and whenever the binding is made. */
function late(builds, readCredentials, options) {
  return new Bound(async (wanted) => {
    const credentials = await called(readCredentials);
    if (!wanted()) return undefined;
    const { binding, forget } = await bind(builds, credentials, options);
    forget();
    return binding;
  });
}

async function called(readCredentials) {
  try {
    return await readCredentials();
  } catch (cause) {
    throw errorOf(CREDENTIALS_FAILED, { cause });
  }
}

function checkSigner(signer) {
  if (signer === undefined || signer === "webcrypto") return;
  throw errorOf(SIGNER_UNKNOWN);
}
