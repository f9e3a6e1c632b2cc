// A key that nobody owns, made in this tab: for trying the page, and for measuring.

/**
 * @returns {Promise<{ file: Record<string, string>, publicKey: string }>} a key file with the fields of one from
 *   Google, and the public half of its key as PEM
 */
export async function makeKey() {
  if (!globalThis.crypto?.subtle) {
    throw new Error("This page came over plain http, where browsers make no keys. Open it over https or on localhost.");
  }
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const strength = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const pair = await crypto.subtle.generateKey({ ...algorithm, ...strength }, true, ["sign", "verify"]);
  const project = "edgemint-made-up";
  const file = {
    type: "service_account",
    project_id: project,
    private_key_id: randomText(40, 16),
    private_key: pem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    client_email: `demo-${randomText(6, 36)}@${project}.iam.gserviceaccount.com`,
    client_id: `1${randomText(20, 10)}`,
    token_uri: "https://oauth2.googleapis.com/token",
    universe_domain: "googleapis.com",
  };
  return { file, publicKey: pem("PUBLIC KEY", await crypto.subtle.exportKey("spki", pair.publicKey)) };
}

function pem(label, der) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(der)));
  return [`-----BEGIN ${label}-----`, ...base64.match(/.{1,64}/g), `-----END ${label}-----`, ""].join("\n");
}

/** Good enough for names. */
const randomText = (length, base) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % base).toString(base)).join("");
