/** What googleapis sends and asks for beside JSON: uploads and downloads in each of their shapes. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";

import { createMinter } from "edgemint";
import { googleAuth } from "edgemint/google";
import { google as googleapis } from "googleapis";

import { startGoogle } from "../../standin/index.js";
import { FILE, startEcho } from "../google/echo.js";

let google;
let echo;
let auth;
let files;

before(async () => {
  [google, echo] = [await startGoogle(), await startEcho()];
  const minter = await createMinter({ credentials: google.key, tokenUri: google.tokenUri });
  auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"], { quotaProjectId: "billed" });
  files = googleapis.drive({ version: "v3", auth, rootUrl: echo.url }).files;
});
after(async () => {
  await Promise.all([google.close(), echo.close()]);
});
beforeEach(() => {
  echo.requests.length = 0;
});

/** For uploads googleapis looks at a call's own options alone. */
const here = () => ({ rootUrl: echo.url });

/** The one request that was sent. */
function sent() {
  assert.equal(echo.requests.length, 1);
  const [{ body, ...request }] = echo.requests;
  return { ...request, text: body.toString(), body };
}

describe("uploads", () => {
  test("a resource alone is JSON, with the client's headers", async () => {
    const { data } = await files.create({ requestBody: { name: "Notes", properties: { a: "ü" } }, fields: "id" });
    assert.deepEqual(data, { id: "1" });
    const { method, url, headers, text } = sent();
    assert.deepEqual([method, url], ["POST", "/drive/v3/files?fields=id"]);
    assert.deepEqual(JSON.parse(text), { name: "Notes", properties: { a: "ü" } });
    assert.match(headers["content-type"], /^application\/json/);
    assert.match(headers.authorization, /^Bearer ya29\./);
    assert.equal(headers["x-goog-user-project"], "billed");
    assert.match(headers["user-agent"], /google-api-nodejs-client/);
  });

  const bodies = [
    ["a text", () => "Grüße"],
    ["a stream of Node's", () => Readable.from(["Grü", "ße"], { objectMode: false })],
  ];
  for (const [name, make] of bodies) {
    test(`${name} with a resource is multipart/related`, async () => {
      await files.create({ requestBody: { name: "Notes" }, media: { mimeType: "text/plain", body: make() } }, here());
      const { url, headers, text } = sent();
      assert.equal(url, "/upload/drive/v3/files?uploadType=multipart");
      const [, boundary] = /^multipart\/related; boundary=(\S+)$/.exec(headers["content-type"]);
      const parts = text.split(`--${boundary}`);
      assert.match(parts[1], /^\r\ncontent-type: application\/json\r\n\r\n\{"name":"Notes"\}\r\n$/);
      assert.match(parts[2], /^\r\ncontent-type: text\/plain\r\n\r\nGrüße\r\n$/);
      assert.equal(parts[3], "--");
    });
  }

  const alone = [
    ...bodies,
    ["bytes", () => Buffer.from("Grüße")],
    ["a web stream", () => ReadableStream.from([Buffer.from("Grü"), Buffer.from("ße")])],
    ["a Blob", () => new Blob(["Grüße"])],
  ];
  for (const [name, make] of alone) {
    test(`${name} alone is the body`, async () => {
      await files.update({ fileId: "7", media: { mimeType: "text/plain", body: make() } }, here());
      const { method, url, headers, text } = sent();
      assert.deepEqual([method, url], ["PATCH", "/upload/drive/v3/files/7?uploadType=media"]);
      assert.equal(headers["content-type"], "text/plain");
      assert.equal(text, "Grüße");
    });
  }

  test("a stream that fails fails the request", async () => {
    const body = Readable.from(
      (async function* () {
        yield "Grü";
        throw new Error("the disk is gone");
      })(),
    );
    await assert.rejects(files.create({ media: { body } }, here()), { name: "GoogleApiError" });
  });

  test("forms and gaxios's own parts", async () => {
    const url = echo.url;
    const form = new FormData();
    form.set("a", "1");
    await auth.request({ url, method: "POST", data: form });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await auth.request({ url, method: "POST", headers, data: { a: "1 2", b: 3 } });
    const parts = [{ headers: { "content-type": "text/plain" }, content: "one" }, { content: Readable.from(["two"]) }];
    await auth.request({ url, method: "POST", multipart: parts });
    const [multipart, urlencoded, related] = echo.requests.map(({ body }) => body.toString());
    assert.match(multipart, /form-data; name="a"\r\n\r\n1\r\n/);
    assert.equal(urlencoded, "a=1+2&b=3");
    const octets = "content-type: application/octet-stream";
    const [, first, second, end] = related.split(/--[\da-f-]{36}/);
    assert.deepEqual(
      [first, second, end],
      ["\r\ncontent-type: text/plain\r\n\r\none\r\n", `\r\n${octets}\r\n\r\ntwo\r\n`, "--"],
    );
  });
});

describe("downloads", () => {
  const get = (responseType) => files.get({ fileId: "7", alt: "media" }, { responseType });

  test("by a stream, which is Node's here, and can be piped", async () => {
    const { data, status, headers } = await get("stream");
    assert.ok(data instanceof Readable);
    assert.deepEqual(await buffer(data), FILE);
    assert.deepEqual([status, headers["content-type"]], [200, "application/octet-stream"]);
  });

  test("by the web's stream where there is no Node", async (t) => {
    t.mock.method(process, "getBuiltinModule", () => undefined);
    const { data } = await get("stream");
    assert.ok(data instanceof ReadableStream);
    assert.equal((await buffer(data)).length, FILE.length);
  });

  test("by bytes, a Blob and a text; and a Blob where nothing is said", async () => {
    assert.deepEqual(Buffer.from((await get("arraybuffer")).data), FILE);
    assert.equal((await get("blob")).data.size, FILE.length);
    assert.equal(typeof (await get("text")).data, "string");
    assert.ok((await get(undefined)).data instanceof Blob);
  });

  test("by the body's own type: JSON, a text, nothing", async () => {
    const read = async (answer) => {
      echo.answers.push(answer);
      return (await auth.request({ url: echo.url })).data;
    };
    assert.deepEqual(await read({ body: '{"a":1}' }), { a: 1 });
    assert.equal(await read({ body: "{" }), "{");
    assert.equal(await read({ type: "text/html", body: "<p>" }), "<p>");
    assert.equal((await files.delete({ fileId: "7" })).data, "");
  });

  test("an error is read whatever was asked for", async () => {
    for (const responseType of ["stream", "arraybuffer", "blob", "text", "json"]) {
      echo.answers.push({ status: 404, body: JSON.stringify({ error: { code: 404, message: "No such file." } }) });
      await assert.rejects(get(responseType), ({ message, code, response }) => {
        assert.deepEqual([message, code, response.data.error.code], ["No such file.", 404, 404]);
        return true;
      });
    }
  });
});

test("parameters are serialised as googleapis wants, and without it as gaxios does", async () => {
  await files.list({ q: "name = 'a b'", spaces: ["drive", "photos"], headers: { "if-none-match": "x" } });
  await auth.request({ baseURL: echo.url, url: "/x?a=1", params: { b: "ü c" } });
  const [listed, plain] = echo.requests;
  assert.equal(listed.url, "/drive/v3/files?q=name%20%3D%20%27a%20b%27&spaces=drive&spaces=photos");
  assert.equal(listed.headers["if-none-match"], "x");
  assert.equal(plain.url, "/x?a=1&b=%C3%BC+c");
  assert.equal(await text(Readable.from(listed.body)), "");
});
