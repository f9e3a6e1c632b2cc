/** Published vectors (tests/vectors), as PKCS#1, representative and result: read in Node, used in every runtime. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { pkcs1Of } from "../suite/pem.js";
import { keyFromHex } from "./keys.js";
import { fromHex, hex, toBytes } from "./numbers.js";

const folder = new URL("../../vectors/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

/** DigestInfo up to the digest (RFC 8017, section 9.2, note 1). */
const DIGEST_INFO = {
  "SHA-1": "3021300906052b0e03021a05000414",
  "SHA-224": "302d300d06096086480165030402040500041c",
  "SHA-256": "3031300d060960864801650304020105000420",
  "SHA-384": "3041300d060960864801650304020205000430",
  "SHA-512": "3051300d060960864801650304020305000440",
};

/**
 * @typedef {object} Case all in hexadecimal
 * @property {string} id
 * @property {string} pkcs1
 * @property {string} representative
 * @property {string | null} result null where it has to be refused
 */

/** @returns {Record<string, Case[]>} by source */
export const publishedVectors = () => ({
  Wycheproof: wycheproof(),
  ACVP: acvp(),
  "RSA Laboratories": rsaLaboratories(),
});

function wycheproof() {
  const files = [1024, 1536, 2048, 3072, 4096].map((bits) => read(`wycheproof/rsa_pkcs1_${bits}_sig_gen_test.json`));
  return files.flatMap(({ testGroups }) =>
    testGroups.flatMap(({ privateKeyPkcs8, keySize, sha, tests }) =>
      tests.map(({ tcId, msg, sig }) => ({
        id: `${keySize} bits, ${sha}, case ${tcId}`,
        pkcs1: hex(pkcs1Of(Buffer.from(privateKeyPkcs8, "hex"))),
        representative: encode(sha, msg, keySize / 8),
        result: sig,
      })),
    ),
  );
}

function acvp() {
  const { testGroups } = read("acvp/RSA-SignaturePrimitive.json");
  return testGroups.flatMap(({ tests }) =>
    tests.map(({ tcId, message, expected, ...numbers }) => ({
      id: `case ${tcId}`,
      pkcs1: hex(keyFromHex(numbers).pkcs1),
      representative: message.toLowerCase(),
      result: expected.testPassed ? expected.signature.toLowerCase() : null,
    })),
  );
}

function rsaLaboratories() {
  const { keys } = read("nist-cavp/rsalabs_pkcs1v15sign_sha1.json");
  return keys.flatMap(({ tests, ...numbers }) => {
    const key = keyFromHex(numbers);
    return tests.map(({ msg, sig }, index) => ({
      id: `example ${numbers.example}, signature ${index + 1}`,
      pkcs1: hex(key.pkcs1),
      representative: encode("SHA-1", msg, key.bytes),
      result: hex(toBytes(fromHex(sig), key.bytes)),
    }));
  });
}

/** EMSA-PKCS1-v1_5 (RFC 8017, section 9.2): in Node, because WebCrypto has no SHA-224. */
function encode(hash, message, length) {
  const digest = createHash(hash.replace("-", "")).update(Buffer.from(message, "hex")).digest("hex");
  const info = DIGEST_INFO[hash] + digest;
  return `0001${"ff".repeat(length - 3 - info.length / 2)}00${info}`;
}
