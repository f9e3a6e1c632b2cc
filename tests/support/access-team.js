/** A team of Cloudflare Access: signs who somebody is, and publishes the keys that tell. */
import { createHmac, generateKeyPairSync, sign } from "node:crypto";

const base64url = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** @param {string} domain such as x.cloudflareaccess.com */
export function createTeam(domain) {
  const issuer = `https://${domain}`;
  const pairs = new Map();
  let current;

  return {
    certsUrl: `${issuer}/cdn-cgi/access/certs`,
    audience: "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2",

    /** Signs with a new key from now on; the one before is published still, as Access does it. */
    rotate(kid) {
      pairs.set(kid, generateKeyPairSync("rsa", { modulusLength: 2048 }));
      current = kid;
    },

    /** @returns {Response} what the team's certs are, with more than the keys in it as there is in the original */
    certs() {
      const keys = [...pairs].map(([kid, { publicKey }]) => ({
        kid,
        ...publicKey.export({ format: "jwk" }),
        alg: "RS256",
        use: "sig",
      }));
      return Response.json({ keys, public_cert: { kid: current, cert: "-----BEGIN CERTIFICATE-----" }, public_certs: [] });
    },

    /** What Access signs for everybody, in seconds since 1970. */
    claims(now) {
      return { iss: issuer, aud: [this.audience], iat: now, nbf: now, exp: now + 3_600, type: "app", sub: "7f2c" };
    },

    /**
     * @param {object} claims
     * @param {{ kid?: string, alg?: string, signer?: string }} [options] `signer` is the key that signs in fact
     */
    token(claims, { kid = current, alg = "RS256", signer = kid } = {}) {
      const signed = `${base64url({ alg, kid, typ: "JWT" })}.${base64url(claims)}`;
      return `${signed}.${signature(alg, signed, pairs.get(signer)).toString("base64url")}`;
    },
  };
}

/** With HS256, the secret is the public key: what a verifier would take that trusts the header. */
function signature(alg, text, { privateKey, publicKey }) {
  switch (alg) {
    case "none":
      return Buffer.alloc(0);
    case "HS256":
      return createHmac("sha256", publicKey.export({ format: "pem", type: "spki" })).update(text).digest();
    case "RS512":
      return sign("sha512", Buffer.from(text), privateKey);
    default:
      return sign("sha256", Buffer.from(text), privateKey);
  }
}
