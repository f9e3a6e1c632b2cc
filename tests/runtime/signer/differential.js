/** One key, some messages: the same bytes by edgemint's kernel, by WebCrypto and, if asked for, by the `rsa` crate. */
import { describeKey, keyFile, pkcs8 } from "./keys.js";
import { fromHex, hex, toBytes } from "./numbers.js";

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
/** DER of a SHA-256 DigestInfo up to the digest. */
const DIGEST_INFO = toBytes(fromHex("3031300d060960864801650304020105000420"));

/**
 * @param {object} bindings of the signer's own build
 * @param {import("./keys.js").Key} key
 * @param {Uint8Array[]} messages
 * @param {{ signer?: string, byRsaCrate?: boolean }} [options] `signer` is who has to sign for a service account
 * @returns {Promise<string[]>} each difference, with what reproduces it
 */
export async function differences(bindings, key, messages, options = {}) {
  const { signer = "relaxed-simd", byRsaCrate = false } = options;
  const webCryptoKey = await crypto.subtle.importKey("pkcs8", pkcs8(key), RS256, false, ["sign"]);
  // Begun first: most runtimes sign on another thread.
  const expected = messages.map((message) => crypto.subtle.sign(RS256.name, webCryptoKey, message));
  const found = { [signer]: signAsUsers(bindings, key, messages, signer) };
  if (byRsaCrate) found["rsa crate"] = await signByRsaCrate(bindings, key, messages);

  const problems = [];
  for (const [index, signing] of expected.entries()) {
    const right = hex(new Uint8Array(await signing));
    for (const [signer, signatures] of Object.entries(found)) {
      if (signatures[index] === right) continue;
      problems.push(
        `${signer}: ${signatures[index]}, WebCrypto: ${right}, message ${hex(messages[index])}, ${describeKey(key)}`,
      );
    }
  }
  return problems;
}

/** A second attempt would hide what the kernel did wrong: it counts as a difference. */
function signAsUsers({ Signer }, key, messages, expectedName) {
  const signer = new Signer(keyFile(key));
  if (signer.name !== expectedName) throw new Error(`${signer.name} signs, not ${expectedName}`);
  const sign = (message) => {
    const signature = signer.sign(message);
    const { afterFault, bytes } = signature;
    signature.free();
    return afterFault ? `${hex(bytes)} after a fault` : hex(bytes);
  };
  const signatures = messages.map((message) => outcome(() => sign(message)));
  signer.free();
  return signatures;
}

async function signByRsaCrate({ RawKey }, key, messages) {
  const raw = RawKey.rsaCrate(key.pkcs1);
  const encoded = await Promise.all(messages.map((message) => encode(message, key.bytes)));
  const signatures = encoded.map((representative) => outcome(() => hex(raw.privateOperation(representative))));
  raw.free();
  return signatures;
}

/** EMSA-PKCS1-v1_5 (RFC 8017, section 9.2). */
export async function encode(message, length) {
  const encoded = new Uint8Array(length).fill(0xff);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
  encoded.set([0, 1]);
  encoded[length - digest.length - DIGEST_INFO.length - 1] = 0;
  encoded.set(DIGEST_INFO, length - digest.length - DIGEST_INFO.length);
  encoded.set(digest, length - digest.length);
  return encoded;
}

/** What comes of it: a value, or the error's code. */
export function outcome(work) {
  try {
    return work();
  } catch (code) {
    if (typeof code !== "string") throw code;
    return code;
  }
}
