/** What the tests of the Worker start from: the built Worker in workerd beside the stand-in for Google. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import { startGoogle } from "../../standin/index.js";
import { secretFinder } from "../support/secrets.js";
import { startWorker } from "../support/worker.js";

export const SECRET = "correct-horse-battery";

/** One caller that may ask for any user of example.com. */
export const CALLER = {
  name: "digest",
  secret_sha256: [sha256(SECRET)],
  users: ["*@example.com"],
  scopes: ["gmail.readonly", "calendar.readonly", "openid", "drive", "gmail.readnoly"],
};

export function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * @param {{ callers?: object[], policy?: object, others?: object[] | ((bindings: object) => object[]), cache?: string, more?: object, persist?: string, inspected?: boolean, google?: object }}
 *   [options] as in startWorker; a `policy` of null is none; `google` is a stand-in that is running already
 */
export async function startDeployment({ callers = [CALLER], policy = { callers }, others, cache, more, persist, inspected, google: running } = {}) {
  const google = running ?? (await startGoogle());
  const bindings = {
    SERVICE_ACCOUNT_KEY: JSON.stringify(google.key),
    POLICY: policy === null ? undefined : JSON.stringify(policy),
    TOKEN_URI: google.tokenUri,
    CACHE: cache,
  };
  const worker = await startWorker(bindings, typeof others === "function" ? others(bindings) : others, more, { persist, inspected }).catch(async (error) => {
    await google.close();
    throw error;
  });
  const findSecret = secretFinder(google.key);
  const errorBodies = [];

  /** Sends a token request and reads the answer, whatever it is. */
  async function post(body, { secret = SECRET, headers = {}, ...options } = {}) {
    const response = await fetch(`${worker.url}/v1/token`, {
      method: "POST",
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json", ...headers },
      body,
      ...options,
    });
    return read(response);
  }

  async function read(response) {
    const text = await response.text();
    if (response.status !== 200) errorBodies.push(text);
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  }

  return {
    google,
    worker,
    url: worker.url,
    post,
    read,

    /** @param {string} user @param {string | string[]} [scopes] @param {object} [options] */
    ask: (user, scopes = "gmail.readonly", options) => post(JSON.stringify({ user, scopes }), options),

    /** The Worker still does its work. */
    async assertMints(user = "ada@example.com") {
      const { status, body } = await post(JSON.stringify({ user, scopes: "gmail.readonly" }));
      assert.deepEqual([status, body.user], [200, user]);
      assert.equal(google.tokenInfo(body.access_token).user, user);
    },

    /** Neither the logs so far nor any error body held a key, an assertion, a token or a caller's secret; a terminal obeys no line. */
    async assertKeptSecrets() {
      const lines = await worker.logs();
      for (const text of [...lines, ...errorBodies]) assert.equal(findSecret(text, [SECRET]), null, text);
      for (const line of lines) assert.match(line, /^[ -~]*$/);
    },

    async close() {
      await worker.close();
      await google.close();
    },
  };
}

/** Nobody keeps an answer, and it runs nothing in a browser. */
export function assertGuarded(headers) {
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("content-security-policy"), "default-src 'none'; sandbox");
}

/** The answer is this refusal, in the one shape that all have. */
export function assertRefused({ status, headers, body }, expectedStatus, code) {
  assert.deepEqual([status, body.error?.code], [expectedStatus, code], JSON.stringify(body));
  assert.deepEqual(Object.keys(body.error).sort(), ["code", "message", "remedy", "retryable", "upstream"]);
  assert.ok(body.error.message.length > 10 && body.error.remedy.length > 10, JSON.stringify(body));
  assertGuarded(headers);
  assert.match(headers.get("content-type"), /^application\/json/);
}
