/** What every answer of every route says, whatever an API says itself: nobody keeps it, and it runs nothing in a browser. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertGuarded, CALLER, SECRET, sha256, startDeployment } from "./deployment.js";

const OPERATOR = "let-me-see-the-numbers";
const ORIGIN = "https://app.example.com";
const POLICY = {
  callers: [
    {
      ...CALLER,
      proxy: [{ host: "gmail.googleapis.com", methods: ["GET"], paths: ["/gmail/v1/users/me"], scopes: ["gmail.readonly"] }],
    },
  ],
  cors: { origins: [ORIGIN] },
  operators: [{ name: "ops", secret_sha256: [sha256(OPERATOR)] }],
};
const PROXY = "/proxy/gmail.googleapis.com/gmail/v1/users/me/profile";

/** What an API would say of itself. */
const LOOSE = {
  "Age": "5",
  "Cache-Control": "public, max-age=3600",
  "CDN-Cache-Control": "public, max-age=3600",
  "Content-Security-Policy": "default-src *",
  "Content-Type": "text/html",
  "ETag": '"1"',
  "Expires": "Fri, 01 Jan 2100 00:00:00 GMT",
  "Vary": "Accept",
  "X-Content-Type-Options": "",
};

let deployment;
let status;
before(async () => {
  deployment = await startDeployment({ policy: POLICY, more: { outboundService } });
});
after(() => deployment.close());

function outboundService({ url, method, headers, body }) {
  if (!new URL(url).hostname.endsWith(".googleapis.com")) {
    return fetch(url, { method, headers, body, duplex: "half", redirect: "manual" });
  }
  return new Response(status === 304 ? null : "<script>alert(1)</script>", { status, headers: LOOSE });
}

const credential = { Authorization: `Bearer ${SECRET}`, "X-Edgemint-User": "ada@example.com" };
const json = { ...credential, "Content-Type": "application/json" };
const body = JSON.stringify({ user: "ada@example.com", scopes: "openid" });
const post = (headers, text) => ({ method: "POST", headers, body: text });

/** What is asked for, how, and the status that comes; for the proxy that of the API as well. */
const answers = {
  "a token": ["/v1/token", post(json, body), 200],
  "a malformed request": ["/v1/token", post(json, "{"), 400],
  "a stranger": ["/v1/token", post({}, body), 401],
  "a denial": ["/v1/token", post(json, body.replace("openid", "gmail.send")), 403],
  "another method": ["/v1/token", { headers: credential }, 405],
  "a body that is too long": ["/v1/token", post(json, " ".repeat(20_000)), 413],
  "text": ["/v1/token", post({ ...json, "Content-Type": "text/plain" }, body), 415],
  "a refusal of Google's": ["/v1/token", post(json, body.replace("openid", "drive")), 502],
  "a preflight": ["/v1/token", { method: "OPTIONS", headers: { Origin: ORIGIN } }, 204],
  "a preflight of another origin": ["/v1/token", { method: "OPTIONS", headers: { Origin: "https://evil.example" } }, 405],
  "another page's token": ["/v1/token", post({ ...json, Origin: ORIGIN }, body), 200],
  "health": ["/healthz", {}, 200],
  "health, the head alone": ["/healthz", { method: "HEAD" }, 200],
  "health, posted": ["/healthz", { method: "POST" }, 405],
  "figures": ["/metrics", { headers: { Authorization: `Bearer ${OPERATOR}` } }, 200],
  "figures for a stranger": ["/metrics", {}, 401],
  "figures, posted": ["/metrics", { method: "POST" }, 405],
  "nothing": ["/nowhere", {}, 404],
  "nothing, posted": ["/", { method: "POST", body }, 404],
  "an API's web page": [PROXY, { headers: credential }, 200, 200],
  "an API that has nothing new": [PROXY, { headers: { ...credential, "If-None-Match": '"1"' } }, 304, 304],
  "an API's part": [PROXY, { headers: { ...credential, Range: "bytes=0-9" } }, 206, 206],
  "an API's redirect": [PROXY, { headers: credential }, 302, 302],
  "an API's refusal": [PROXY, { headers: credential }, 403, 403],
  "an API that fails": [PROXY, { headers: credential }, 503, 503],
  "an API for a page of another origin": [PROXY, { headers: { ...credential, Origin: ORIGIN } }, 200, 200],
  "an API's preflight": [PROXY, { method: "OPTIONS", headers: { Origin: ORIGIN } }, 204],
  "an API for a stranger": [PROXY, {}, 401],
  "an API that is none": ["/proxy/example.com/", { headers: credential }, 400],
  "an API that is not allowed": ["/proxy/www.googleapis.com/", { headers: credential }, 403],
};

for (const [what, [path, options, expected, answered]] of Object.entries(answers)) {
  test(what, async () => {
    status = answered;
    const { headers, ...response } = await fetchFrom(path, options);
    assert.equal(response.status, expected);
    assertGuarded(headers);
    for (const name of ["age", "cdn-cache-control", "expires", "last-modified"]) assert.equal(headers.get(name), null, name);
    if (answered === 200) assert.deepEqual([headers.get("content-type"), headers.get("etag")], ["text/html", '"1"']);
  });
}

async function fetchFrom(path, options) {
  const response = await fetch(deployment.url + path, { redirect: "manual", ...options });
  await response.arrayBuffer();
  return { status: response.status, headers: response.headers };
}

test("no log line showed a secret", () => deployment.assertKeptSecrets());
