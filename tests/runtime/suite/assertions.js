/** `createAssertion`, held against the runtime's own WebCrypto. */
import QUnit from "qunit";

import { fromBase64url, fromPem, toBase64url } from "./pem.js";

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

export function testAssertions({ createMinter, key, standin, tokenUri }) {
  const decode = (part) => JSON.parse(new TextDecoder().decode(fromBase64url(part)));
  const create = async () => (await createMinter()).createAssertion("Ada@example.com", "openid gmail.readonly");

  QUnit.module("createAssertion", () => {
    QUnit.test("gives the documented header and claims, without any network", async (assert) => {
      const before = Math.floor(Date.now() / 1000);
      const [header, claims, signature, ...others] = (await create()).split(".");
      const after = Math.floor(Date.now() / 1000);

      assert.deepEqual(decode(header), { alg: "RS256", typ: "JWT", kid: key.private_key_id });
      const { iat, exp, ...named } = decode(claims);
      assert.deepEqual(named, {
        iss: key.client_email,
        sub: "ada@example.com",
        scope: "https://www.googleapis.com/auth/gmail.readonly openid",
        aud: tokenUri,
      });
      assert.true(before - 10 <= iat && iat <= after - 10, "issued ten seconds ago");
      assert.strictEqual(exp, iat + 3600);
      assert.deepEqual([signature.length, others.length], [342, 0]);
      assert.deepEqual(await standin.exchanges(), []);
    });

    QUnit.test("leaves the key ID out where the key file has none", async (assert) => {
      const minter = await createMinter({ credentials: { ...key, private_key_id: undefined } });
      const [header] = (await minter.createAssertion("ada@example.com", "openid")).split(".");
      assert.deepEqual(decode(header), { alg: "RS256", typ: "JWT" });
    });

    QUnit.test("is verified by WebCrypto with the public key", async (assert) => {
      const [header, claims, signature] = (await create()).split(".");
      const { n, e } = await crypto.subtle.exportKey("jwk", await importKey(true));
      const publicKey = await crypto.subtle.importKey("jwk", { kty: "RSA", n, e }, RS256, false, ["verify"]);
      const verify = (input) =>
        crypto.subtle.verify(RS256, publicKey, fromBase64url(signature), new TextEncoder().encode(input));
      assert.true(await verify(`${header}.${claims}`));
      assert.false(await verify(`${header}.${claims}x`));
    });

    QUnit.test("has the very bytes of WebCrypto's own signature", async (assert) => {
      const privateKey = await importKey(false);
      const minter = await createMinter();
      for (const user of ["ada@example.com", "grace@example.com", "o'neil+x@mail.example.com"]) {
        const assertion = await minter.createAssertion(user, "gmail.readonly");
        const input = assertion.slice(0, assertion.lastIndexOf("."));
        const signature = await crypto.subtle.sign(RS256.name, privateKey, new TextEncoder().encode(input));
        assert.strictEqual(assertion, `${input}.${toBase64url(signature)}`);
      }
    });

    QUnit.test("is taken by the token endpoint", async (assert) => {
      const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion: await create() });
      const { access_token: token } = await (await fetch(tokenUri, { method: "POST", body })).json();
      assert.strictEqual((await standin.tokenInfo(token)).user, "ada@example.com");
    });
  });

  const importKey = (extractable) =>
    crypto.subtle.importKey("pkcs8", fromPem(key.private_key), RS256, extractable, ["sign"]);
}
