import { PKCS1_SHA256 } from "micro-rsa-dsa-dh/rsa.js";
import { compact, utf8 } from "./compact.js";

/** It reads no key files and does without the primes: the modulus and the exponent are its key. */
export function load({ jwk }) {
  const key = { n: number(jwk.n), d: number(jwk.d) };
  return (signingInput) => compact(signingInput, PKCS1_SHA256.sign(key, utf8(signingInput)));
}

function number(base64url) {
  const bytes = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
  return BigInt(`0x${hex.join("")}`);
}
