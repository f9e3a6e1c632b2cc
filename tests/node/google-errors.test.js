/** Where there is no token the error has the shape of Google's, and none of it holds a credential. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { inspect } from "node:util";

import { createMinter } from "edgemint";
import { googleAuth, GoogleApiError } from "edgemint/google";
import { Gaxios } from "gaxios";

import { READ, startBoth } from "../google/both.js";

const DRIVE = "https://www.googleapis.com/auth/drive";

let both;
before(async () => {
  both = await startBoth();
});
after(() => both.close());

const failureOf = (promise) => promise.then(() => assert.fail("it was given"), (error) => error);

/** What programs branch on. */
const shapeOf = ({ code, status, message, response }) => ({
  code,
  status,
  message,
  response: response && { status: response.status, ok: response.ok, data: response.data },
  headers: response && response.headers instanceof Headers,
});

const REFUSALS = [
  ["a deleted user", { subject: "deleted@example.com" }, "invalid_grant", 400],
  ["no such user", { subject: "nobody@example.com" }, "invalid_grant", 400],
  ["a scope that is not granted", { scopes: [READ, DRIVE] }, "unauthorized_client", 401],
];

for (const [name, options, error, status] of REFUSALS) {
  test(`${name}: as Google's client says it`, async () => {
    const theirs = await failureOf(both.side("theirs").jwt(options).authorize());
    const ours = await failureOf(both.side("ours").jwt(options).authorize());
    assert.deepEqual(shapeOf(ours), shapeOf(theirs));
    assert.deepEqual([ours.code, ours.response.data.error], [status, error]);
    assert.match(ours.response.headers.get("content-type"), /^application\/json/);
    assert.deepEqual([ours.config.method, String(ours.config.url)], ["POST", String(theirs.config.url)]);
    assert.ok(ours instanceof GoogleApiError);
    assert.deepEqual([ours.edgemintCode, ours.cause.name, ours.cause.code], [error, "EdgemintError", error]);
    assert.ok(ours.cause.remedy);
  });
}

test("it is the same from every method, by promise and by callback", async () => {
  const auth = both.side("ours").jwt({ subject: "deleted@example.com" });
  const calls = [
    (done) => auth.authorize(done),
    (done) => auth.getAccessToken(done),
    (done) => auth.refreshAccessToken(done),
    (done) => auth.request({ url: both.echo.url }, done),
  ];
  const called = calls.map((call) => new Promise((resolve) => call(resolve)));
  const errors = [...(await Promise.all(called)), await failureOf(auth.getRequestHeaders())];
  for (const error of errors) {
    assert.deepEqual([error.code, error.response.data.error], [400, "invalid_grant"]);
    assert.equal(error.edgemintCode, "invalid_grant");
  }
  assert.equal(both.echo.requests.length, 0);
});

test("too many requests: the status, and how long to wait", async () => {
  for (const name of ["theirs", "ours"]) {
    const side = both.side(name);
    both.google.faults.next({ kind: "rate-limit", retryAfter: 7, times: 9 });
    const error = await failureOf(side.jwt().authorize());
    assert.deepEqual([error.code, error.status, error.response.status], [429, 429, 429], name);
    assert.equal(error.response.headers.get("retry-after"), "7", name);
    assert.doesNotThrow(() => error.response.data.error);
  }
});

test("without an answer there is no response and no status, and the code is the network's", async () => {
  // Theirs sends by node-fetch here, as it does unless told otherwise: to a port where nobody listens.
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address();
  await new Promise((resolve) => closed.close(resolve));
  const url = `http://127.0.0.1:${port}/token`;
  const transporter = new Gaxios({ adapter: (options, send) => send({ ...options, url }) });
  const theirs = await failureOf(both.side("theirs").jwt({ transporter }).authorize());
  const ours = await failureOf(both.side("ours").jwt({ tokenUri: url }).authorize());
  assert.deepEqual([theirs.code, theirs.response, theirs.status], ["ECONNREFUSED", undefined, undefined]);
  assert.deepEqual([ours.code, ours.response, ours.status], [theirs.code, theirs.response, theirs.status]);
  assert.deepEqual([ours.config.method, String(ours.config.url)], [theirs.config.method, url]);
  assert.deepEqual([ours.name, ours.edgemintCode], ["GoogleApiError", "token_endpoint_unreachable"]);
  assert.ok(ours.cause.remedy);
});

test("what fetch throws goes no further than its name", async (t) => {
  for (const [thrown, code] of [
    [new DOMException("assertion=SECRET", "TimeoutError"), "TimeoutError"],
    [Object.assign(new Error("SECRET"), { code: "SECRET ".repeat(20) }), "Error"],
    [{ code: "SECRET SECRET" }, "token_endpoint_unreachable"],
    [null, "token_endpoint_unreachable"],
  ]) {
    t.mock.method(globalThis, "fetch", () => Promise.reject(thrown));
    const error = await failureOf(both.side("ours").jwt().authorize());
    t.mock.restoreAll();
    assert.equal(error.code, code);
    assert.doesNotMatch(inspect(error, { depth: 9 }), /SECRET/);
  }
});

test("a key that is none is no answer of anybody's", async () => {
  const ours = await failureOf(both.side("ours").jwt({ key: "x" }).authorize());
  assert.deepEqual([ours.code, ours.edgemintCode, ours.response], ["invalid_key", "invalid_key", undefined]);
});

test("a client of a minter says the same", async () => {
  const { google } = both;
  const credentials = { ...google.key, token_uri: undefined };
  const auth = googleAuth(await createMinter({ credentials }), "deleted@example.com", READ);
  const error = await failureOf(auth.authorize());
  assert.deepEqual([error.code, error.response.data.error], [400, "invalid_grant"]);
});

test("no part of an error holds an assertion or a key", async () => {
  const seen = [];
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) => {
    seen.push(new URLSearchParams(init.body).get("assertion"));
    return fetch(url, init);
  };
  const error = await failureOf(both.side("ours").jwt({ subject: "deleted@example.com" }).authorize());
  globalThis.fetch = fetch;
  const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + (await error.response.text());
  assert.equal(seen.length, 1);
  for (const part of [...seen[0].split("."), both.google.key.private_key.slice(100, 150)]) {
    assert.ok(part.length > 20 && !shown.includes(part));
  }
});
