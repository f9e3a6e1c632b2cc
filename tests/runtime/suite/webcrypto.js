/** `signer: "webcrypto"`: the same minter, with the key in the runtime's own WebCrypto. */
import QUnit from "qunit";

import { caught, refused } from "./errors.js";
import { headerOf } from "./jwt.js";
import { withoutWebCrypto } from "./without-webcrypto.js";
import { fromBase64url, fromPem, pkcs1Of, toPem } from "./pem.js";

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const ADA = "ada@example.com";

export function testWebCrypto({ createMinter, crossOrigin, key, standin }) {
  const createNative = (options) => createMinter({ signer: "webcrypto", ...options });
  const withPem = (pem) => createNative({ credentials: { ...key, private_key: pem } });

  QUnit.module("signer: webcrypto", () => {
    QUnit.test("is named by the minter, and is not the default", async (assert) => {
      assert.strictEqual((await createNative()).signer, "webcrypto");
      assert.notStrictEqual((await createMinter()).signer, "webcrypto");
    });

    QUnit.test("mints tokens, and keeps them", async (assert) => {
      const minter = await createNative();
      const token = await minter.getToken(ADA, "gmail.readonly");
      assert.strictEqual((await standin.tokenInfo(token.accessToken)).user, ADA);
      assert.strictEqual((await minter.getToken(ADA, "gmail.readonly")).accessToken, token.accessToken);
      assert.strictEqual((await standin.exchanges()).length, 1);
    });

    QUnit.test("gives the very bytes of edgemint's own signature", async (assert) => {
      const minters = [await createMinter(), await createNative()];
      for (const user of [ADA, "grace@example.com"]) {
        const [own, native] = await assertionsOfOneSecond(minters, user);
        assert.strictEqual(native, own);
      }
    });

    QUnit.test("signs by the key that it names, where credentials change meanwhile", async (assert) => {
      const other = { ...key, private_key: await newPem(2048), private_key_id: "other" };
      const given = [key, other];
      const minter = await createNative({ credentials: async () => given.shift() });
      await Promise.all([1, 2].map(() => minter.createAssertion(ADA, "openid")));
      assert.strictEqual(given.length, 0);
      const named = headerOf(await minter.createAssertion(ADA, "openid")).kid === "other" ? other : key;
      const [own, native] = await assertionsOfOneSecond([await createMinter({ credentials: named }), minter], ADA);
      assert.strictEqual(native, own);
    });

    QUnit.test("takes a key in PKCS#1 as well", async (assert) => {
      const minter = await withPem(toPem("RSA PRIVATE KEY", pkcs1Of(fromPem(key.private_key))));
      const { accessToken } = await minter.getToken(ADA, "openid");
      assert.strictEqual((await standin.tokenInfo(accessToken)).user, ADA);
    });

    QUnit.test("corrects the clock, and signs anew for it", async (assert) => {
      await standin.setClock(-7_200);
      await (await createNative()).getToken(ADA, "openid").catch(() => {});
      const statuses = (await standin.exchanges()).map(({ status }) => status);
      // A page cannot read the answer's Date across origins.
      assert.deepEqual(statuses, crossOrigin ? [400] : [400, 200]);
    });

    QUnit.test("passes on what the endpoint says", async (assert) => {
      await standin.fault({ kind: "refusal", id: "bad_signature" });
      const asked = (await createNative()).getToken(ADA, "openid");
      await refused(assert, asked, { code: "invalid_grant", status: 400 });
    });

    QUnit.test("refuses what is no user before it signs", async (assert) => {
      const minter = await createNative();
      await refused(assert, minter.createAssertion("me", "openid"), { code: "invalid_user" });
    });

    QUnit.test("refuses a damaged modulus", async (assert) => {
      const error = await refused(assert, withPem(await damaged("n")), { code: "invalid_key" });
      assert.true(/private_key is damaged/.test(error.message), error.message);
    });

    QUnit.test.each("never signs wrongly with a damaged", ["d", "p", "q", "dp", "dq", "qi"], async (assert, name) => {
      // Engines differ: some refuse the key, some make do without the number.
      const minter = await withPem(await damaged(name)).catch((error) => error);
      if (minter.code) {
        assert.strictEqual(minter.code, "invalid_key");
      } else {
        assert.true(await verifies(await minter.createAssertion(ADA, "openid")));
      }
    });

    const { private_key: pem } = key;
    const unusable = {
      "a PEM that was cut": [pem.slice(0, 800), /private_key .*(PEM|too early)/],
      "DER that was cut": [pem.replace(/(?:.{64}\n){3}(?=.*\n-----END)/, ""), /too early|one RSA key/],
      "an encrypted PEM": [pem.replaceAll("PRIVATE", "ENCRYPTED PRIVATE"), /encrypted/],
      "nothing": ["", /missing or blank/],
    };
    QUnit.test.each("refuses by field and finding:", unusable, async (assert, [pem, message]) => {
      const error = await refused(assert, withPem(pem), { code: "invalid_key" });
      assert.true(message.test(error.message), error.message);
    });

    QUnit.test("refuses a key that is too small for RS256", async (assert) => {
      const error = await refused(assert, withPem(await newPem(1024)), { code: "invalid_key" });
      assert.true(/has 1024 bits; the least is 2048/.test(error.message), error.message);
    });

    QUnit.test("is the only signer that can be named", async (assert) => {
      for (const signer of ["WebCrypto", "rsa-crate", null, 7, {}]) {
        const error = await refused(assert, createMinter({ signer }), { code: "signer_unsupported" });
        assert.true(error.remedy.includes('"webcrypto"'), error.remedy);
      }
    });

    QUnit.test("is said to be missing where the runtime has none", async (assert) => {
      const error = await withoutWebCrypto(() => caught(createNative()));
      assert.strictEqual(error.code, "signer_unsupported");
      assert.true(error.message.includes("webcrypto"), error.message);
      assert.true(error.remedy.includes("https"), error.remedy);
    });
  });

  /** The same second, and so the same claims; if it passes between the two, once more. */
  async function assertionsOfOneSecond(minters, user) {
    const claims = (assertion) => assertion.split(".")[1];
    for (;;) {
      const made = await Promise.all(minters.map((minter) => minter.createAssertion(user, "openid")));
      if (claims(made[0]) === claims(made[1])) return made;
    }
  }

  const jwk = async () =>
    crypto.subtle.exportKey(
      "jwk",
      await crypto.subtle.importKey("pkcs8", fromPem(key.private_key), RS256, true, ["sign"]),
    );

  /** The key's PEM with one bit of one number turned over. */
  async function damaged(name) {
    const der = fromPem(key.private_key);
    const number = fromBase64url((await jwk())[name]);
    der[indexOf(der, number) + 20] ^= 0x10;
    return toPem("PRIVATE KEY", der);
  }

  async function verifies(assertion) {
    const { n, e } = await jwk();
    const publicKey = await crypto.subtle.importKey("jwk", { kty: "RSA", n, e }, RS256, false, ["verify"]);
    const dot = assertion.lastIndexOf(".");
    const input = new TextEncoder().encode(assertion.slice(0, dot));
    return crypto.subtle.verify(RS256, publicKey, fromBase64url(assertion.slice(dot + 1)), input);
  }
}

async function newPem(modulusLength) {
  const size = { ...RS256, publicExponent: new Uint8Array([1, 0, 1]), modulusLength };
  const { privateKey } = await crypto.subtle.generateKey(size, true, ["sign", "verify"]);
  return toPem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", privateKey));
}

function indexOf(bytes, part) {
  return bytes.findIndex((_, at) => part.every((byte, index) => bytes[at + index] === byte));
}
