/** Reading and verifying a JWT-bearer assertion. Signatures are checked by `jose`, not by this project's own code. */
import { compactVerify, errors } from "jose";

import { Refusal } from "../refusals.js";

const MAX_LIFETIME_SECONDS = 3600;
const SEGMENT = /^[A-Za-z0-9_-]+=*$/;

/**
 * @param {string | null} compact
 * @returns {{ compact: string, header: Record<string, unknown>, claims: Record<string, unknown> }}
 */
export function decodeAssertion(compact) {
  const segments = (compact ?? "").split(".");
  if (segments.length !== 3 || !segments.every((segment) => SEGMENT.test(segment))) {
    throw new Refusal("malformed_assertion");
  }
  return { compact, header: decodeObject(segments[0]), claims: decodeObject(segments[1]) };
}

function decodeObject(segment) {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(segment, "base64url")));
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // Google does not say what is wrong with a segment, so nothing more is to be known here.
  }
  throw new Refusal("malformed_assertion");
}

/**
 * Which account signed? With a known issuer only its own keys count; with an unknown one any registered key may
 * prove the signature, so that the issuer is complained about only after the signature, as at Google.
 *
 * @param {import("../directory.js").Directory} directory
 * @returns {Promise<import("../directory.js").ServiceAccount>}
 */
export async function authenticate({ compact, header, claims }, directory) {
  const account = directory.serviceAccount(claims.iss);
  const keys = (account ? [account] : directory.allAccounts).flatMap(({ keys }) => candidates(keys, header.kid));
  if (compact.includes("=") || !(await anyVerifies(compact, keys))) throw new Refusal("bad_signature");
  if (!account) throw new Refusal("account_not_found");
  if (account.refusal) throw new Refusal(account.refusal);
  return account;
}

function candidates(keys, keyId) {
  if (keyId === undefined) return [...keys.values()];
  return keys.has(keyId) ? [keys.get(keyId)] : [];
}

async function anyVerifies(compact, keys) {
  for (const key of keys) {
    try {
      await compactVerify(compact, key, { algorithms: ["RS256"] });
      return true;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return false;
}

/** @param {number} now seconds */
export function checkWindow(claims, now) {
  const iat = numericDate(claims.iat);
  const exp = numericDate(claims.exp);
  if (iat === null) throw new Refusal("iat_missing");
  if (exp === null) throw new Refusal("exp_missing");
  // Google tolerates some skew but does not say how much; a client that needs none is safe everywhere.
  if (iat > now || exp <= now || exp < iat || exp - iat > MAX_LIFETIME_SECONDS) throw new Refusal("time_window");
}

/** Google takes a string of digits for a number. */
function numericDate(value) {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : null;
}
