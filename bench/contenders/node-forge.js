import forge from "node-forge";
import { compact } from "./compact.js";

export function load({ pem }) {
  const key = forge.pki.privateKeyFromPem(pem);
  return (signingInput) => {
    const digest = forge.md.sha256.create().update(signingInput, "utf8");
    const signature = key.sign(digest);
    return compact(signingInput, Uint8Array.from(signature, (byte) => byte.charCodeAt(0)));
  };
}
