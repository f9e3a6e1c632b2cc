// What the fields of an assertion are, and what each of them means.

/** @param {string} part base64url of JSON */
function decode(part) {
  const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))));
}

/** @param {string} assertion */
export function decoded(assertion) {
  const [header, claims] = assertion.split(".");
  return { header: decode(header), claims: decode(claims) };
}

export const HEADER = {
  alg: "RS256: RSA, PKCS #1 v1.5 padding, SHA-256. Google takes no other for service accounts.",
  typ: "A JSON Web Token (RFC 7519).",
  kid: "The ID of the key, from the key file: Google looks for the public key under it. A deleted key is answered with “Invalid JWT Signature.”",
};

export const CLAIMS = {
  iss: "Issuer: the service account that signs. An account that Google does not have is answered with “account not found”.",
  sub: "Subject: the user the token will speak for. Without it Gmail answers “Precondition check failed.”",
  scope: "What the token is for. Each has to be authorized in the Admin console for the client ID, letter for letter.",
  aud: "Audience: the token endpoint’s own address. Only there can the assertion be used.",
  iat: "Issued at, in seconds since 1970; ten seconds back, as Google refuses a time that is still to come.",
  exp: "Expires: at most an hour after iat. Until then whoever has the assertion can exchange it.",
};

const TIMES = new Set(["iat", "exp"]);

/** A claim as people read it. */
export function readable(name, value) {
  if (value === undefined) return "–";
  if (!TIMES.has(name)) return String(value);
  return `${value} · ${new Date(value * 1000).toLocaleTimeString([], { timeStyle: "medium" })}`;
}
