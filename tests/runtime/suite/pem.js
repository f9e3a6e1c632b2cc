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

/** PKCS#8 ends with PKCS#1, which starts with the second SEQUENCE of 256 bytes or more: 30 82. */
export function pkcs1Of(pkcs8) {
  const start = pkcs8.findIndex((byte, at) => at > 0 && byte === 0x30 && pkcs8[at + 1] === 0x82);
  return pkcs8.slice(start);
}
