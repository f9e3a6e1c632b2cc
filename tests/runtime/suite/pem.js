/** PEM and base64url with what every runtime has: no Buffer in a page. */

/** @param {"PRIVATE KEY" | "PUBLIC KEY"} label @param {ArrayBuffer} der */
export function toPem(label, der) {
  const lines = toBase64(der).match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

export function fromPem(pem) {
  return fromBase64(pem.replaceAll(/-----[^-]+-----|\s/g, ""));
}

export function toBase64(bytes) {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

export function toBase64url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(text) {
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
}
