import { compact, utf8 } from "./compact.js";

const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** What the runtime brings. */
export async function load({ pem }) {
  const base64 = pem.replace(/-----[A-Z ]+-----|\s/g, "");
  const der = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  return async (signingInput) =>
    compact(signingInput, await crypto.subtle.sign(algorithm, key, utf8(signingInput)));
}
