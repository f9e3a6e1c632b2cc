/** The API proxy: Gmail with a token that the caller never sees. Google's hosts lead to the local stand-in here. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { CALLER, SECRET, startDeployment } from "./deployment.js";

const READER = {
  ...CALLER,
  proxy: [
    {
      host: "gmail.googleapis.com",
      methods: ["GET", "POST"],
      paths: ["/gmail/v1/users/me"],
      scopes: ["gmail.readonly", "openid"],
    },
  ],
};
const PROFILE = "/proxy/gmail.googleapis.com/gmail/v1/users/me/profile";

let deployment;
/** What reached the API, and what it is to answer in place of the stand-in. */
let received;
let answers;

/** @param {Request} request every request that the Worker makes */
async function outbound(request) {
  const url = new URL(request.url);
  if (!url.hostname.endsWith(".googleapis.com")) return fetch(request.url, forwarded(request));
  const body = request.body ? await request.text() : null;
  received.push({ method: request.method, url: request.url, headers: new Headers(request.headers), body });
  const answer = answers.shift();
  if (answer) return answer;
  return fetch(deployment.google.url + url.pathname + url.search, { headers: request.headers });
}

const forwarded = ({ method, headers, body }) => ({ method, headers, body, duplex: "half", redirect: "manual" });

before(async () => {
  deployment = await startDeployment({
    policy: { callers: [READER], cors: { origins: ["https://app.example.com"] } },
    more: { outboundService: outbound },
  });
});
after(() => deployment.close());
beforeEach(() => {
  received = [];
  answers = [];
});
afterEach(() => deployment.assertKeptSecrets());

function send(path, { headers = {}, ...options } = {}) {
  const all = { Authorization: `Bearer ${SECRET}`, "X-Edgemint-User": "ada@example.com", ...headers };
  return fetch(deployment.url + path, { headers: all, redirect: "manual", ...options });
}

const failure = (status, message, name) =>
  Response.json({ error: { code: status, message, status: name } }, { status });

describe("a request goes on", () => {
  test("with the user's token, which does not come back", async () => {
    const response = await send(`${PROFILE}?fields=emailAddress`);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    assert.equal(JSON.parse(text).emailAddress, "ada@example.com");
    const [{ url, headers }] = received;
    assert.equal(url, "https://gmail.googleapis.com/gmail/v1/users/me/profile?fields=emailAddress");
    const token = headers.get("authorization").replace("Bearer ", "");
    assert.equal(deployment.google.tokenInfo(token).user, "ada@example.com");
    assert.ok(!text.includes(token) && ![...response.headers.values()].join().includes(token));
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(response.headers.get("x-request-id"), /^[\w-]+$/);
  });

  test("and the answer says whether the token was new", async () => {
    const grace = { "X-Edgemint-User": "grace@example.com" };
    const caches = [await send(PROFILE, { headers: grace }), await send(PROFILE, { headers: grace })];
    assert.deepEqual(caches.map(({ headers }) => headers.get("x-edgemint-cache")), ["miss", "hit"]);
  });

  test("without what is the caller's own", async () => {
    await send(PROFILE, {
      headers: {
        Cookie: "session=1",
        "CF-Connecting-IP": "192.0.2.1",
        "X-Forwarded-For": "192.0.2.1",
        "X-HTTP-Method-Override": "DELETE",
        "X-Goog-User-Project": "other",
        Accept: "application/json",
      },
    });
    const [{ headers }] = received;
    for (const name of ["cookie", "x-forwarded-for", "x-http-method-override", "x-goog-user-project", "x-edgemint-user"]) {
      assert.equal(headers.get(name), null, name);
    }
    assert.equal(headers.get("accept"), "application/json");
    assert.ok(!headers.get("authorization").includes(SECRET));
  });

  test("with its body, and the answer's body comes back", async () => {
    answers.push(new Response("sent".repeat(100_000), { status: 202, headers: { ETag: '"1"', "Set-Cookie": "a=b" } }));
    const body = "message ".repeat(50_000);
    const response = await send("/proxy/gmail.googleapis.com/gmail/v1/users/me/messages", { method: "POST", body });
    assert.equal(response.status, 202);
    assert.equal((await response.text()).length, 400_000);
    assert.deepEqual([response.headers.get("etag"), response.headers.get("set-cookie")], ['"1"', null]);
    assert.equal(received[0].body, body);
  });

  test("with fewer scopes, where the caller asks for fewer", async () => {
    await send(PROFILE, { headers: { "X-Edgemint-Scopes": "openid" } });
    const token = received[0].headers.get("authorization").replace("Bearer ", "");
    assert.equal(deployment.google.tokenInfo(token).scope, "openid");
  });
});

describe("a request is refused", () => {
  const cases = {
    "another path": ["/proxy/gmail.googleapis.com/gmail/v1/users/ada@example.com/profile", {}, 403, "policy_denied"],
    "another method": [PROFILE, { method: "DELETE" }, 403, "policy_denied"],
    "another host of Google's": ["/proxy/www.googleapis.com/calendar/v3/users/me", {}, 403, "policy_denied"],
    "a host that is not Google's": ["/proxy/example.com/gmail/v1/users/me/profile", {}, 400, "bad_request"],
    "a prefix that ends within a segment": ["/proxy/gmail.googleapis.com/gmail/v1/users/mean", {}, 403, "policy_denied"],
    "an encoded slash": ["/proxy/gmail.googleapis.com/gmail/v1/users/me%2f..%2fada", {}, 400, "bad_request"],
    "a token as parameter": [`${PROFILE}?access_token=x`, {}, 400, "bad_request"],
    "a user that the policy does not list": [PROFILE, { headers: { "X-Edgemint-User": "ada@example.org" } }, 403, "policy_denied"],
    "no user": [PROFILE, { headers: { "X-Edgemint-User": "" } }, 400, "invalid_user"],
    "a scope that the route does not have": [PROFILE, { headers: { "X-Edgemint-Scopes": "calendar.readonly" } }, 403, "policy_denied"],
    "a wrong secret": [PROFILE, { headers: { Authorization: "Bearer wrong" } }, 401, "unauthenticated"],
  };
  for (const [what, [path, options, status, code]] of Object.entries(cases)) {
    test(what, async () => {
      const response = await send(path, options);
      const { error } = await response.json();
      assert.deepEqual([response.status, error.code], [status, code], JSON.stringify(error));
      assert.equal(received.length, 0);
    });
  }
});

describe("when the API refuses", () => {
  test("a token, the next one is tried at once, where there was no body", async () => {
    await send(PROFILE);
    const [stale] = received.splice(0);
    answers.push(failure(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED"));
    const response = await send(PROFILE);
    assert.equal(response.status, 200);
    const tokens = received.map(({ headers }) => headers.get("authorization"));
    assert.equal(tokens[0], stale.headers.get("authorization"));
    assert.notEqual(tokens[1], tokens[0]);
  });

  test("with a body, the answer is passed on and the next request has a new token", async () => {
    const path = "/proxy/gmail.googleapis.com/gmail/v1/users/me/drafts";
    answers.push(failure(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED"));
    const response = await send(path, { method: "POST", body: "draft" });
    assert.equal(response.status, 401);
    await send(PROFILE);
    const [first, second] = received.map(({ headers }) => headers.get("authorization"));
    assert.notEqual(second, first);
  });

  test("its words come back, with what is likely wrong beside them", async () => {
    answers.push(failure(400, "Precondition check failed.", "FAILED_PRECONDITION"));
    const response = await send(PROFILE);
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error.message, "Precondition check failed.");
    assert.match(response.headers.get("x-edgemint-diagnosis"), /^[a-z_]+: [A-Z].+\./);
  });

  test("by a redirect, nobody follows it", async () => {
    answers.push(new Response(null, { status: 302, headers: { Location: "https://example.com/" } }));
    const response = await send(PROFILE);
    assert.deepEqual([response.status, response.headers.get("location")], [302, null]);
    assert.equal(received.length, 1);
  });
});

describe("pages of other origins", () => {
  test("that are listed may ask and read", async () => {
    const headers = { Origin: "https://app.example.com" };
    const preflight = await send(PROFILE, { method: "OPTIONS", headers });
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get("access-control-allow-headers"), /Authorization.*X-Edgemint-User/);
    const response = await send(PROFILE, { headers });
    assert.equal(response.headers.get("access-control-allow-origin"), "https://app.example.com");
    assert.equal(response.headers.get("access-control-allow-credentials"), null);
  });

  test("that are not listed may not", async () => {
    for (const origin of ["https://evil.example", "https://app.example.com.evil.example", "null"]) {
      const preflight = await send(PROFILE, { method: "OPTIONS", headers: { Origin: origin } });
      assert.notEqual(preflight.status, 204);
      const response = await send(PROFILE, { headers: { Origin: origin } });
      for (const answer of [preflight, response]) {
        assert.equal(answer.headers.get("access-control-allow-origin"), null);
      }
    }
  });
});
