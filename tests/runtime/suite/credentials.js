/** The forms in which a key file may be given, and what is said of one that cannot be used. */
import { createMinter as createPlainMinter } from "edgemint";
import QUnit from "qunit";

import { caught, refused } from "./errors.js";
import { toPem } from "./pem.js";

const SIGN = { name: "RSASSA-PKCS1-v1_5", publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

export function testCredentials({ createMinter, key, standin }) {
  const { private_key: pem } = key;
  const json = JSON.stringify(key);
  const refusedKey = async (assert, credentials, message) => {
    const error = await refused(assert, createMinter({ credentials }), { code: "invalid_key" });
    assert.true(message.test(error.message), error.message);
    assert.strictEqual(error.cause, undefined);
  };

  QUnit.module("credentials", () => {
    const forms = {
      "the key file's object": key,
      "its JSON": json,
      "its JSON, indented, with a byte order mark": `\ufeff${JSON.stringify(key, null, 2)}\n`,
      "base64 of its JSON": btoa(json),
      "base64 in lines of 76": btoa(json).replaceAll(/.{76}/g, "$&\n"),
      "an object whose PEM has literal \\n": { ...key, private_key: pem.replaceAll("\n", "\\n") },
      "a PEM with CRLF": { ...key, private_key: pem.replaceAll("\n", "\r\n") },
      "a PEM that lost its line breaks": { ...key, private_key: pem.replaceAll("\n", " ") },
      "a PEM in quotes": { ...key, private_key: `"${pem}"` },
    };
    QUnit.test.each("may be", forms, async (assert, credentials) => {
      const minter = await createMinter({ credentials });
      const { accessToken } = await minter.getToken("ada@example.com", "openid");
      assert.strictEqual((await standin.tokenInfo(accessToken)).user, "ada@example.com");
    });

    const withoutEmail = { ...key, client_email: undefined };
    const unusable = {
      "nothing": [undefined, /key file is missing or blank/],
      "a blank": ["  ", /key file is missing or blank/],
      "null": [null, /key file is not a JSON object/],
      "a number": [7, /key file is not a JSON object/],
      "text that is no JSON": ["correct horse", /key file is not a JSON object/],
      "JSON that was cut": [json.slice(0, 700), /key file is not a JSON object/],
      "the bare PEM": [pem, /key file is not a JSON object/],
      "an empty object": [{}, /client_email is missing/],
      "a file without client_email": [withoutEmail, /client_email is missing/],
      "a file without private_key": [{ ...key, private_key: " " }, /private_key is missing/],
      "a private_key that is no text": [{ ...key, private_key: 7 }, /not a JSON object whose fields are text/],
      "a user's credentials": [{ ...key, type: "authorized_user" }, /type should be/],
      "a PEM that was cut": [{ ...key, private_key: pem.slice(0, 800) }, /private_key .*(PEM|too early)/],
      "an encrypted PEM": [{ ...key, private_key: pem.replaceAll("PRIVATE", "ENCRYPTED PRIVATE") }, /encrypted/],
      "a certificate": [{ ...key, private_key: pem.replaceAll("PRIVATE KEY", "CERTIFICATE") }, /a certificate/],
    };
    QUnit.test.each("are refused by field and finding:", unusable, (assert, [credentials, message]) =>
      refusedKey(assert, credentials, message),
    );

    QUnit.test("that are missing are no reason to make a new key", async (assert) => {
      const { remedy } = await caught(createMinter({ credentials: undefined }));
      assert.true(remedy.includes("environment variable"), remedy);
    });

    QUnit.test("are refused when the key is of another kind", async (assert) => {
      const pair = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
      const elliptic = toPem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", pair.privateKey));
      const open = toPem("PUBLIC KEY", await crypto.subtle.exportKey("spki", pair.publicKey));
      await refusedKey(assert, { ...key, private_key: elliptic }, /an elliptic-curve key/);
      await refusedKey(assert, { ...key, private_key: open }, /a public key/);
    });

    QUnit.test("are refused when the key is too small for RS256", async (assert) => {
      const pair = await crypto.subtle.generateKey({ ...SIGN, modulusLength: 1024 }, true, ["sign", "verify"]);
      const small = toPem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", pair.privateKey));
      await refusedKey(assert, { ...key, private_key: small }, /has 1024 bits; the least is 2048/);
    });

    QUnit.test("never send an assertion where a key file alone says so", async (assert) => {
      const error = await refused(assert, createPlainMinter({ credentials: key }), { code: "invalid_key" });
      assert.true(error.message.includes("token_uri"), error.message);
      assert.true(error.remedy.includes("tokenUri"), error.remedy);
    });

    QUnit.test("stay as they were", async (assert) => {
      const mine = { ...key };
      await createMinter({ credentials: mine });
      assert.deepEqual(mine, key);
    });
  });
}
