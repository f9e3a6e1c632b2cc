/**
 * What Node and its like alone can look at: the inspector reaches into private fields and closures' properties, and the
 * WebAssembly's memory, which no entry gives out, is had by whoever is there before the package.
 */
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";

import { JWT } from "edgemint/google";
import QUnit from "qunit";

import { caught } from "./suite/errors.js";

export function testInspection({ createMinter, findSecret, standin }) {
  const everything = { depth: Infinity, showHidden: true, showProxy: true, getters: true };

  QUnit.test("inspecting a minter or an error shows no secret", async (assert) => {
    const minter = await createMinter();
    const { accessToken } = await minter.getToken("ada@example.com", "gmail.readonly");
    await standin.fault({ kind: "bad-json", times: 4 });
    const error = await caught(minter.getToken("grace@example.com", "gmail.readonly"));
    for (const value of [minter, error]) {
      assert.strictEqual(findSecret(inspect(value, everything), [accessToken]), null);
    }
  });
}

export function testKeyFiles({ key }) {
  QUnit.test("edgemint/google reads a key from a file", async (assert) => {
    const folder = mkdtempSync(join(tmpdir(), "edgemint-"));
    try {
      const keyFile = join(folder, "key.json");
      writeFileSync(keyFile, JSON.stringify(key));
      const { client_email: email, private_key: pem } = await new JWT({ keyFile }).getCredentials();
      assert.deepEqual([email, pem], [key.client_email, key.private_key]);
      const missing = new JWT({ keyFile: join(folder, "other.json") });
      assert.strictEqual((await caught(missing.getCredentials())).code, "invalid_key");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

export function testMemory({ createMinter, key, signer }) {
  const ADA = "ada@example.com";

  /** A key of this test's own: other tests' minters may still hold theirs. */
  function freshKey() {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const credentials = { ...key, private_key: privateKey.export({ type: "pkcs8", format: "pem" }) };
    return { credentials, traces: () => tracesOf(credentials.private_key) };
  }

  QUnit.module("the WebAssembly's memory", () => {
    const uses = { "to WebCrypto": { signer: "webcrypto" }, "to derive the cache's key": { cache: emptyCache } };
    QUnit.test.each("keeps no copy of a key that is handed out", uses, async (assert, options) => {
      const { credentials, traces } = freshKey();
      const minter = await createMinter({ credentials, ...options });
      assert.false(traces().includes("der"));
      // Until now, so that it is not the engine's collector that has wiped it.
      minter.dispose();
    });

    // The rsa crate leaves copies behind, as SECURITY.md says.
    if (signer !== "relaxed-simd") return;

    QUnit.test("holds a key until its minter is disposed of", async (assert) => {
      const { credentials, traces } = freshKey();
      const minter = await createMinter({ credentials });
      await minter.createAssertion(ADA, "openid");
      assert.notDeepEqual(traces(), []);
      minter.dispose();
      assert.deepEqual(traces(), []);
    });

    QUnit.test("holds no key that came after its minter was disposed of", async (assert) => {
      const { credentials, traces } = freshKey();
      let give;
      const given = new Promise((resolve) => (give = resolve));
      const minter = await createMinter({ credentials: () => given });
      const call = caught(minter.createAssertion(ADA, "openid"));
      minter.dispose();
      give(credentials);
      await call;
      assert.deepEqual(traces(), []);
    });
  });
}

const emptyCache = { get: async () => undefined, put: async () => {}, delete: async () => {} };

/** The names of the pieces of a key that stand in memory, numbers in either order of their bytes. */
function tracesOf(pem) {
  const key = createPrivateKey(pem);
  const jwk = key.export({ format: "jwk" });
  const numbers = ["d", "p", "q", "dp", "dq", "qi"].map((name) => [name, Buffer.from(jwk[name], "base64url")]);
  const der = key.export({ type: "pkcs1", format: "der" });
  const pieces = [
    ...numbers.map(([name, bytes]) => [name, bytes.subarray(32, 64)]),
    ...numbers.map(([name, bytes]) => [`${name}, backwards`, Buffer.from(bytes).reverse().subarray(32, 64)]),
    // Across the end of d and the start of p, which only an encoding of the key has.
    ["der", der.subarray(der.indexOf(Buffer.from(jwk.p, "base64url")) - 16).subarray(0, 32)],
    ["pem", Buffer.from(pem.split("\n")[5])],
  ];
  const found = ([, piece]) => memories.some(({ buffer }) => Buffer.from(buffer).includes(piece));
  return pieces.filter(found).map(([name]) => name);
}

/** Of each instance of WebAssembly in this process: what made it gives nothing of it away. */
const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...of) {
    super(...of);
    // Runtimes load some of their own as well, and those may have none.
    if (this.exports.memory) memories.push(this.exports.memory);
  }
};
