/** A throw-away service account, made when it is needed so that no private key lies in the repository. */
import { generateKeyPair, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";

/**
 * @param {{ tokenUri: string, name?: string }} options
 * @returns {Promise<Record<string, string>>} key JSON with the fields of one downloaded from Google
 */
export async function createDemoKey({ tokenUri, name = "edgemint-demo" }) {
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const project = "edgemint-standin";
  const email = `${name}@${project}.iam.gserviceaccount.com`;
  return {
    type: "service_account",
    project_id: project,
    private_key_id: randomBytes(20).toString("hex"),
    private_key: privateKey,
    client_email: email,
    client_id: numericClientId(),
    auth_uri: "https://accounts.google.com/o/oauth2/auth",
    token_uri: tokenUri,
    auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
    client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
    universe_domain: "googleapis.com",
  };
}

/** 21 digits, as Google's: too long for a JavaScript number, which is a mistake worth meeting in a test. */
function numericClientId() {
  return "1" + Array.from({ length: 20 }, () => randomInt(10)).join("");
}
