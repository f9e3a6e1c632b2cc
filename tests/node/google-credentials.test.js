/** Credentials that a program sets, keys in files, and tokens for longer or shorter than usual. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { after, before, describe, test } from "node:test";

import { JWT } from "edgemint/google";

import { inRoot } from "../../scripts/lib/paths.js";
import { ADA, READ, SEND, startBoth } from "../google/both.js";

const GRACE = "grace@example.com";
const HOUR = 3_600_000;

let both;
before(async () => {
  both = await startBoth();
});
after(() => both.close());

/** A client, and what is known of its side. */
function ours(options) {
  const side = both.side("ours");
  return { ...side, auth: side.jwt(options) };
}

const given = (left = HOUR) => ({ access_token: "kept", expiry_date: Date.now() + left });

describe("credentials that were set", () => {
  test("are used by every way to a token", async () => {
    const { auth, brought, exchanges } = ours();
    auth.setCredentials(given());
    assert.deepEqual(await auth.getAccessToken(), { token: "kept", res: null });
    assert.equal((await auth.getRequestHeaders()).get("authorization"), "Bearer kept");
    await auth.request({ url: both.echo.url });
    assert.deepEqual([brought(), exchanges()], ["kept", 0]);
  });

  test("are used in CommonJS as well", () => {
    // Not strict: there a property that cannot be set is ignored in silence.
    const program = `
      import("edgemint/google").then(({ JWT }) => {
        const auth = new JWT({ email: "a@example.com", key: "x", scopes: ["openid"], subject: "ada@example.com" });
        auth.credentials = { access_token: "kept", expiry_date: Date.now() + 3600000 };
        return auth.getAccessToken().then(({ token }) => process.stdout.write(token));
      });`;
    const options = { cwd: inRoot(), encoding: "utf8" };
    assert.equal(execFileSync(process.execPath, ["--input-type=commonjs", "-e", program], options), "kept");
  });

  test("count for the subject and scopes of that moment alone", async () => {
    const { auth, userOf } = ours();
    auth.credentials = given();
    auth.subject = GRACE;
    assert.equal(userOf((await auth.getAccessToken()).token), GRACE);
    auth.credentials = given();
    auth.scopes = [READ, SEND];
    assert.equal(userOf((await auth.getAccessToken()).token), GRACE);
    auth.credentials = given();
    assert.equal((await auth.createScoped(READ).getAccessToken()).token.slice(0, 5), "ya29.");
  });

  test("give way to what authorize and refreshAccessToken bring", async () => {
    for (const method of ["authorize", "refreshAccessToken"]) {
      const { auth, userOf } = ours();
      auth.credentials = given();
      await auth[method]();
      assert.equal(userOf((await auth.getAccessToken()).token), ADA, method);
    }
  });

  test("are dropped after a 401, and the request is sent once more", async () => {
    const { auth, brought, userOf, exchanges, echo } = ours();
    auth.credentials = given();
    echo.answers.push({ status: 401, body: "{}" });
    assert.equal((await auth.request({ url: echo.url })).status, 200);
    assert.deepEqual([userOf(brought()), exchanges(), echo.requests.length], [ADA, 1, 2]);
  });

  test("have the type that they say", async () => {
    const { auth } = ours();
    auth.credentials = { ...given(), token_type: "DPoP" };
    assert.equal((await auth.getRequestHeaders()).get("authorization"), "DPoP kept");
  });

  test("may be none", async () => {
    for (const none of [null, undefined, {}, { refresh_token: "jwt-placeholder" }]) {
      const { auth, userOf } = ours();
      auth.credentials = none;
      assert.equal(userOf((await auth.getAccessToken()).token), ADA);
    }
  });
});

describe("a 403", () => {
  test("is no reason for another token, unless asked for or the date is unknown", async () => {
    for (const [options, credentials, times] of [
      [{}, undefined, 1],
      [{}, given(), 1],
      [{ forceRefreshOnFailure: true }, undefined, 2],
      [{}, { access_token: "kept" }, 2],
    ]) {
      const { auth, echo } = ours(options);
      if (credentials) auth.credentials = credentials;
      echo.answers.push({ status: 403, body: "{}" }, { status: 403, body: "{}" });
      await assert.rejects(auth.request({ url: echo.url }), { status: 403 });
      assert.equal(echo.requests.length, times, JSON.stringify([options, credentials]));
    }
  });
});

test("a margin longer than a token's life means an exchange each time, a shorter one does not", async () => {
  for (const [eagerRefreshThresholdMillis, least] of [[2 * HOUR, 2], [1000, 1]]) {
    const { auth, exchanges } = ours({ eagerRefreshThresholdMillis });
    const tokens = [await auth.getAccessToken(), await auth.getAccessToken()].map(({ token }) => token);
    assert.equal(new Set(tokens).size, least);
    assert.ok(exchanges() >= least);
  }
});

describe("a key", () => {
  const READS = [
    ["a JSON file", (side) => ({ keyFile: side.jsonFile })],
    ["a JSON file by its other name", (side) => ({ keyFilename: side.jsonFile })],
    ["a PEM file and an address", (side) => ({ keyFile: side.pemFile, email: side.email })],
  ];
  for (const [name, options] of READS) {
    test(`from ${name}`, async () => {
      const side = both.side("ours");
      const auth = side.bare({ scopes: [READ], subject: ADA, ...options(side) });
      const { private_key: key } = await auth.getCredentials();
      assert.equal(key, side.key);
      assert.equal(side.userOf((await auth.getAccessToken()).token), ADA);
      assert.equal(auth.email, side.email);
    });
  }

  test("from a stream of the web, of Node and of bytes", async () => {
    const text = JSON.stringify(both.google.key);
    const bytes = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
    for (const stream of [new Blob([text]).stream(), createReadStream(both.jsonFile), ReadableStream.from(bytes)]) {
      const auth = new JWT();
      await auth.fromStream(stream);
      assert.deepEqual([auth.email, auth.key], [both.google.key.client_email, both.google.key.private_key]);
    }
  });

  test("that cannot be had says what to do, and quotes nothing", async () => {
    const huge = both.file("huge.json", `{"private_key":"${"x".repeat(100_000)}"}`);
    const broken = both.file("broken.json", '{"private_key": "-----BEGIN SECRET');
    for (const [keyFile, message] of [
      ["/no/such/key.json", /cannot be read/],
      [inRoot("docs"), /cannot be read/],
      [huge, /longer than any/],
      [broken, /no JSON object/],
    ]) {
      const error = await new JWT({ keyFile, scopes: [READ], subject: ADA }).getAccessToken().catch((error) => error);
      assert.deepEqual([error.code, error.edgemintCode], [keyFile.startsWith("/no") ? "ENOENT" : error.code, "invalid_key"]);
      assert.match(error.message, message);
      assert.ok(error.cause.remedy);
      assert.doesNotMatch(error.message + error.cause.message, /SECRET/);
    }
    for (const [stream, message] of [
      [new Blob(["{"]).stream(), /no JSON object/],
      [new Blob(["x".repeat(70_000)]).stream(), /longer than any/],
      [new Blob(["[]"]).stream(), /no client_email/],
      [undefined, /needs a stream/],
    ]) {
      await assert.rejects(new JWT().fromStream(stream), { message });
    }
    await assert.rejects(new JWT().getCredentials(), /key or a keyFile/);
  });
});

test("a key file where there is no file system says to give the key itself", () => {
  // As a page has it: no module of Node's is to be had.
  const none = 'export const resolve = (name, context, next) => { if (name.startsWith("node:")) throw Error("none"); return next(name, context); };';
  const program = `
    import { register } from "node:module";
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(none)}`)});
    process.getBuiltinModule = undefined;
    const { JWT } = await import("edgemint/google");
    const { code, message, remedy } = await new JWT({ keyFile: "key.json" }).getCredentials().catch((error) => error);
    console.log(code, message, remedy);`;
  const options = { cwd: inRoot(), encoding: "utf8" };
  const said = execFileSync(process.execPath, ["--conditions=browser", "--input-type=module", "-e", program], options);
  assert.match(said, /^invalid_key There is no file system here, so keyFile .* Give the file's client_email/);
});

test("a subject that does not count is warned of once", async (t) => {
  const warn = t.mock.method(console, "warn", () => {});
  const { auth } = ours({ scopes: undefined });
  await auth.getRequestHeaders("https://pubsub.googleapis.com/");
  await auth.getRequestHeaders("https://pubsub.googleapis.com/");
  assert.equal(warn.mock.callCount(), 1);
  assert.match(warn.mock.calls[0].arguments[0], /subject does not count .* Remedy: give scopes/);
  await assert.rejects(auth.request({ url: both.echo.url }), { edgemintCode: "invalid_scope" });
});
