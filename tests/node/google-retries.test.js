/** Which requests are sent again, as gaxios does it, and which are given up. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { createMinter } from "edgemint";
import { googleAuth } from "edgemint/google";

import { startGoogle } from "../../standin/index.js";
import { startEcho } from "../google/echo.js";

let google;
let echo;
let auth;

before(async () => {
  [google, echo] = [await startGoogle(), await startEcho()];
  const minter = await createMinter({ credentials: google.key, tokenUri: google.tokenUri });
  auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
});
after(async () => {
  await Promise.all([google.close(), echo.close()]);
});
beforeEach(() => {
  echo.requests.length = 0;
  echo.answers.length = 0;
});

const retryConfig = { retryDelay: 1, maxRetryDelay: 1 };
const send = (options) => auth.request({ url: echo.url, retryConfig, ...options });
const failing = (...statuses) => echo.answers.push(...statuses.map((status) => ({ status, body: "{}" })));

test("what passes is tried again, where the method allows it", async () => {
  for (const status of [429, 500, 503, 408, 0]) {
    echo.requests.length = 0;
    failing(status, status);
    assert.equal((await send()).status, 200, String(status));
    assert.equal(echo.requests.length, 3);
  }
});

test("it is given up after three times, and after two without an answer", async () => {
  failing(503, 503, 503, 503);
  await assert.rejects(send(), { status: 503, code: 503 });
  assert.equal(echo.requests.length, 4);
  echo.requests.length = 0;
  failing(0, 0, 0);
  await assert.rejects(send(), ({ name, response }) => name === "GoogleApiError" && !response);
  assert.equal(echo.requests.length, 3);
});

test("a POST, a refusal and a stream are sent once", async () => {
  const stream = () => ReadableStream.from([Buffer.from("x")]);
  for (const [status, options] of [
    [503, { method: "POST", data: "x" }],
    [404, {}],
    [503, { method: "PUT", data: stream() }],
    [503, { retryConfig: undefined }],
    [503, { retryConfig: { ...retryConfig, shouldRetry: () => false } }],
  ]) {
    echo.requests.length = 0;
    failing(status);
    await assert.rejects(send(options), { status });
    assert.equal(echo.requests.length, 1);
  }
});

test("the caller's hooks are called", async () => {
  failing(503);
  const seen = [];
  const onRetryAttempt = ({ status, config }) => void seen.push([status, config.retryConfig.currentRetryAttempt]);
  const retryBackoff = async (error, delay) => void seen.push(delay);
  await send({ retryConfig: { retryDelay: 7, onRetryAttempt, retryBackoff } });
  assert.deepEqual(seen, [7, [503, 1]]);
});

test("a caller who gives up is obeyed at once, and between attempts", async () => {
  await assert.rejects(send({ signal: AbortSignal.abort() }), { code: "AbortError" });
  assert.equal(echo.requests.length, 0);
  failing(503);
  const stop = new AbortController();
  const onRetryAttempt = () => stop.abort();
  await assert.rejects(send({ signal: stop.signal, retryConfig: { retryDelay: 3_600_000, onRetryAttempt } }), {
    code: "AbortError",
  });
  assert.equal(echo.requests.length, 1);
});

test("a timeout says so, and is each attempt's own", async () => {
  let attempts = 0;
  const fetchImplementation = (url, { signal }) => {
    attempts += 1;
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  await assert.rejects(send({ timeout: 1, fetchImplementation }), { code: "TimeoutError" });
  assert.equal(attempts, 3);
});

test("a status that the caller wants is no error", async () => {
  failing(404);
  const { status, ok } = await send({ validateStatus: (status) => status === 404 });
  assert.deepEqual([status, ok], [404, false]);
});
