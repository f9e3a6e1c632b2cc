/** A deployment that lacks a setting refuses everything and says which, what is wrong with it, and how to set it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { createDemoKey } from "../../standin/index.js";
import { secretFinder } from "../support/secrets.js";
import { startWorker } from "../support/worker.js";
import { assertRefused, CALLER } from "./deployment.js";

const TOKEN_URI = "http://127.0.0.1:9/token";
const key = await createDemoKey({ tokenUri: TOKEN_URI });
const good = { SERVICE_ACCOUNT_KEY: JSON.stringify(key), POLICY: JSON.stringify({ callers: [CALLER] }), TOKEN_URI };

const nothing = { SERVICE_ACCOUNT_KEY: undefined, POLICY: undefined, TOKEN_URI: undefined };
const keyText = (text) => ({ SERVICE_ACCOUNT_KEY: text });
const withKey = (changes) => keyText(JSON.stringify({ ...key, ...changes }));
const withPolicy = (policy) => ({ POLICY: typeof policy === "string" ? policy : JSON.stringify(policy) });
const withCaller = (changes) => withPolicy({ callers: [{ ...CALLER, ...changes }] });

const ROUTES = [
  ["POST", "/v1/token"],
  ["GET", "/healthz"],
  ["GET", "/"],
];

/** What the settings are changed to, and what the message says. */
const cases = {
  "nothing at all": [nothing, /no SERVICE_ACCOUNT_KEY/],
  "no key": [keyText(undefined), /no SERVICE_ACCOUNT_KEY/],
  "a blank key": [keyText(" \n"), /no SERVICE_ACCOUNT_KEY/],
  "a key that is no JSON": [keyText(key.private_key), /SERVICE_ACCOUNT_KEY .* malformed.* key file is not/],
  "a key file that was cut": [keyText(JSON.stringify(key).slice(0, 900)), /key file is not a JSON object/],
  "a key without an address": [withKey({ client_email: undefined }), /client_email is missing/],
  "a private key that was cut": [withKey({ private_key: key.private_key.slice(0, 900) }), /private_key/],
  "a key file of a megabyte": [withKey({ padding: "x".repeat(1024 * 1024) }), /SERVICE_ACCOUNT_KEY .* longer than 64 KiB/],
  "a policy of two megabytes": [withPolicy(good.POLICY + " ".repeat(2 * 1024 * 1024)), /POLICY .* longer than 1 MiB/],
  "a limiter that fails in another way": [{ RATE_LIMIT_FAILS: "ajar" }, /RATE_LIMIT_FAILS .* open or closed/],
  "no policy": [{ POLICY: undefined }, /no POLICY/],
  "a blank policy": [withPolicy(" "), /no POLICY/],
  "a policy that is no JSON": [withPolicy("{"), /POLICY .* malformed/],
  "a policy with nobody in it": [withPolicy({ callers: [] }), /callers: lists nobody/],
  "a policy with an unknown field": [withPolicy({ callers: [CALLER], allow: "*" }), /has a field that is none of /],
  "a caller without users": [withCaller({ users: [] }), /callers\[0\]\.users: is empty/],
  "a caller without scopes": [withCaller({ scopes: [] }), /callers\[0\]\.scopes/],
  "a caller with a bare star": [withCaller({ users: ["*"] }), /callers\[0\]\.users\[0\]/],
  "a caller with a plain secret": [withCaller({ secret_sha256: ["hunter2"] }), /callers\[0\]\.secret_sha256\[0\]/],
  "one caller twice": [withPolicy({ callers: [CALLER, CALLER] }), /callers\[1\]\.name: the same as callers\[0\]\.name/],
  "a caller that cannot prove itself": [withCaller({ secret_sha256: undefined }), /callers\[0\]: cannot prove itself/],
  "a token endpoint over plain http": [{ TOKEN_URI: "http://example.com/token" }, /TOKEN_URI .* malformed/],
  "a foreign token endpoint in the key file alone": [{ TOKEN_URI: undefined }, /token_uri names an endpoint/],
};

/** Which setting a message is about, and what its remedy says. */
const remedies = [
  [/SERVICE_ACCOUNT_KEY/, /wrangler secret put SERVICE_ACCOUNT_KEY/],
  [/POLICY/, /POLICY/],
  [/TOKEN_URI/, /TOKEN_URI/],
  [/RATE_LIMIT_FAILS/, /RATE_LIMIT_FAILS/],
];

describe("a deployment refuses everything that has", () => {
  const names = Object.keys(cases);
  let worker;
  before(async () => {
    const [first, ...others] = names.map((name) => ({ name, bindings: { ...good, ...cases[name][0] } }));
    worker = await startWorker(first.bindings, others);
  });
  after(() => worker.close());

  names.forEach((name, index) => {
    test(name, async () => {
      const [, message] = cases[name];
      for (const [method, path] of ROUTES) {
        const response = await fetch(worker.urls[index] + path, { method });
        const answer = { status: response.status, headers: response.headers, body: await response.json() };
        assertRefused(answer, 503, "not_configured");
        const { error } = answer.body;
        assert.match(error.message, message);
        const [, remedy] = remedies.find(([setting]) => setting.test(error.message));
        assert.match(error.remedy, remedy);
        assert.equal(secretFinder(key)(JSON.stringify(error), ["hunter2"]), null);
      }
    });
  });
});
