/** A signed assertion in its compact form. */
export function compact(signingInput, signature) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(signature)));
  return `${signingInput}.${base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

export const utf8 = (text) => new TextEncoder().encode(text);
