// Fresh keys, and what is signed with them.
import { generateKeyPair, verify } from "node:crypto";
import { promisify } from "node:util";

const issuer = "bench@example.iam.gserviceaccount.com";
const tokenUri = "https://oauth2.googleapis.com/token";
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** As long as the assertion that edgemint makes for itself. */
export const signingInput = [
  { alg: "RS256", typ: "JWT", kid: "0123456789abcdef0123456789abcdef01234567" },
  {
    iss: issuer,
    sub: "ada@example.com",
    scope: "https://www.googleapis.com/auth/gmail.readonly",
    aud: tokenUri,
    iat: 1_800_000_000,
    exp: 1_800_003_600,
  },
]
  .map(encoded)
  .join(".");

/** A key in each form that a contender loads, and the check of what it signs. */
export async function createKey(bits) {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: bits });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  const credentials = JSON.stringify({
    type: "service_account",
    private_key_id: "0123456789abcdef0123456789abcdef01234567",
    private_key: pem,
    client_email: issuer,
    client_id: "100000000000000000001",
    token_uri: tokenUri,
  });
  return {
    bits,
    forms: { pem, credentials, jwk: privateKey.export({ format: "jwk" }) },
    /** Whether an assertion was signed by this key. */
    signed(assertion) {
      const [header, claims, signature] = assertion.split(".");
      const input = Buffer.from(`${header}.${claims}`);
      return verify("sha256", input, publicKey, Buffer.from(signature, "base64url"));
    },
  };
}
