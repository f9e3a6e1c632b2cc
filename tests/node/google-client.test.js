/** The surface of Google's clients: each part of it works, or says why it does not. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { inspect } from "node:util";

import { createMinter } from "edgemint";
import { googleAuth, JWT } from "edgemint/google";
import { JWT as GooglesJWT } from "google-auth-library";

import { startGoogle } from "../../standin/index.js";
import { startEcho } from "../google/echo.js";

const SCOPES = ["gmail.readonly"];

let google;
let echo;

before(async () => {
  [google, echo] = [await startGoogle(), await startEcho()];
});
after(() => Promise.all([google.close(), echo.close()]));
beforeEach(() => google.reset());

function jwt(more = {}) {
  const { client_email: email, private_key: key } = google.key;
  return new JWT({ email, key, scopes: SCOPES, subject: "ada@example.com", tokenUri: google.tokenUri, ...more });
}

/** What a callback gets. */
const called = (call) => new Promise((resolve) => call((...values) => resolve(values)));

test("every public method of Google's JWT is there, or refused with the remedy", () => {
  /** Private or protected in its declarations. */
  const INTERNAL =
    /Async$|NoCache$|^(constructor|refreshToken|createGToken|has\w+Scopes|isTokenExpiring|add\w+Headers|process\w+)$/;
  const names = [];
  for (let of = GooglesJWT.prototype; of !== Object.prototype; of = Object.getPrototypeOf(of)) {
    names.push(...Object.getOwnPropertyNames(of).filter((name) => !name.startsWith("_") && !INTERNAL.test(name)));
  }
  const auth = jwt();
  const methods = names.filter((name) => typeof GooglesJWT.prototype[name] === "function");
  assert.ok(methods.length > 30);
  assert.deepEqual(methods.filter((name) => typeof auth[name] !== "function"), []);
  assert.throws(() => auth.generateAuthUrl(), /^TypeError: .* has no generateAuthUrl\. A service account/);
});

test("tokens come as Google's clients give them, by promise and by callback", async () => {
  const auth = jwt();
  const { token, res } = await auth.getAccessToken();
  assert.equal(google.tokenInfo(token).user, "ada@example.com");
  assert.equal(res, null);
  const { expiry_date: expiry, ...credentials } = await auth.authorize();
  assert.deepEqual(credentials, { access_token: token, token_type: "Bearer", refresh_token: "jwt-placeholder" });
  assert.ok(Number.isInteger(expiry) && expiry > Date.now());
  assert.deepEqual(auth.credentials, { ...credentials, expiry_date: expiry });
  assert.deepEqual(await called((done) => auth.getAccessToken(done)), [null, token, null]);
  assert.deepEqual(await called((done) => auth.authorize(done)), [null, auth.credentials]);
  const headers = await auth.getRequestHeaders("https://gmail.googleapis.com/");
  assert.deepEqual([...headers], [["authorization", `Bearer ${token}`]]);
});

test("a failure reaches the callback", async () => {
  const auth = jwt({ subject: "deleted@example.com" });
  const [error] = await called((done) => auth.authorize(done));
  assert.deepEqual([error.code, error.edgemintCode], [400, "invalid_grant"]);
  echo.answers.push({ status: 404, body: "{}" });
  const [refused, response] = await called((done) => jwt().request({ url: echo.url }, done));
  assert.deepEqual([refused.status, response.status], [404, 404]);
  const [none, answer] = await called((done) => jwt().request({ url: echo.url }, done));
  assert.deepEqual([none, answer.data], [null, { id: "1" }]);
});

test("each token that is new is an event", async () => {
  const auth = jwt({ subject: "grace@example.com" });
  const seen = [];
  const listener = ({ access_token: token }) => seen.push(token);
  auth.on("tokens", listener).once("tokens", listener);
  const { token } = await auth.getAccessToken();
  await auth.getAccessToken();
  const { credentials } = await auth.refreshAccessToken();
  assert.deepEqual(seen, [token, token, credentials.access_token]);
  assert.notEqual(token, credentials.access_token);
  auth.off("tokens", listener);
  assert.equal(auth.listenerCount("tokens"), 0);
});

test("fetch takes what the global one takes, and answers with data", async () => {
  const auth = jwt();
  const put = { method: "PUT", body: "x", headers: { "x-a": "1" } };
  for (const input of [[echo.url, put], [new Request(echo.url, put)], [{ url: echo.url, ...put }]]) {
    const { data, ok, status, url } = await auth.fetch(...input);
    assert.deepEqual([data, ok, status, url], [{ id: "1" }, true, 200, echo.url]);
    const { method, headers, body } = echo.requests.at(-1);
    assert.deepEqual([method, headers["x-a"], String(body)], ["PUT", "1", "x"]);
    assert.match(headers.authorization, /^Bearer ya29/);
  }
  echo.answers.push({ status: 500, body: "{}" });
  await assert.rejects(auth.fetch(echo.url), { status: 500 });
});

test("an ID token is the service account's own", async () => {
  const idToken = await jwt().fetchIdToken("https://service.example.com");
  const claims = JSON.parse(Buffer.from(idToken.split(".")[1], "base64url"));
  assert.deepEqual([claims.aud, claims.email], ["https://service.example.com", google.key.client_email]);
});

test("without scopes and subject a token is for the API that is called", async () => {
  const auth = jwt({ subject: undefined, scopes: undefined });
  const audienceOf = (authorization) => {
    const { aud, scope } = JSON.parse(Buffer.from(authorization.split(".")[1], "base64url"));
    return [aud, scope];
  };
  await auth.request({ url: `${echo.url}v1/projects/p/topics` });
  assert.deepEqual(audienceOf(echo.requests.at(-1).headers.authorization), [echo.url, undefined]);
  const headers = await auth.getRequestHeaders("https://pubsub.googleapis.com/google.pubsub.v1.Publisher");
  const [audience] = audienceOf(headers.get("authorization"));
  assert.equal(audience, "https://pubsub.googleapis.com/google.pubsub.v1.Publisher");
  assert.deepEqual([...(await auth.getRequestHeaders())], []);
});

test("other scopes make another client", async () => {
  const minter = await createMinter({ credentials: google.key, tokenUri: google.tokenUri });
  for (const auth of [jwt(), googleAuth(minter, "ada@example.com", SCOPES)]) {
    const { token } = await auth.createScoped("openid email").getAccessToken();
    assert.equal(google.tokenInfo(token).scope, "email openid");
    assert.deepEqual(auth.scopes, SCOPES);
  }
});

test("a key file is taken by fromJSON; without a key the error says what is missing", async () => {
  const auth = new JWT({ scopes: SCOPES, subject: "ada@example.com", tokenUri: google.tokenUri });
  await assert.rejects(auth.getAccessToken(), { code: "invalid_key", message: /client_email/ });
  auth.fromJSON(google.key);
  assert.equal(google.tokenInfo((await auth.getAccessToken()).token).user, "ada@example.com");
  assert.deepEqual([auth.email, auth.keyId], [google.key.client_email, google.key.private_key_id]);
  assert.equal(auth.projectId, google.key.project_id);
  assert.deepEqual(await auth.getCredentials(), {
    client_email: google.key.client_email,
    private_key: google.key.private_key,
  });
  assert.throws(() => auth.fromJSON({ client_email: "x" }), /has no private_key/);
});

test("a client that is logged shows neither key nor token", async () => {
  const auth = jwt();
  const { token } = await auth.getAccessToken();
  const shown = inspect(auth, { depth: 9 }) + JSON.stringify(auth);
  for (const secret of [token, google.key.private_key.slice(100, 150)]) assert.ok(!shown.includes(secret));
  assert.ok(shown.includes(google.key.client_email));
});

test("what is not supported is refused, with the remedy", async () => {
  for (const [options, message] of [
    [{ additionalClaims: { jti: "1" } }, /no others.* target_audience\. Leave "jti" out/],
    [{ credentials: { access_token: "x" } }, /no option "credentials".* afterwards/],
    [{ apiKey: "x" }, /no option "apiKey".* googleapis in place/],
    [{ transporterOptions: { timeout: 1 } }, /"transporterOptions".*google\.options/],
    [{ scope: "openid" }, /no option "scope".* It has: email, key/],
  ]) {
    assert.throws(() => jwt(options), { name: "TypeError", message });
  }
  assert.throws(() => new JWT("me@example.com", null, "key"), /one object/);
  assert.throws(() => googleAuth({}, undefined, SCOPES), /needs the user/);
  for (const name of ["agent", "proxy", "maxContentLength", "adapter"]) {
    await assert.rejects(jwt().request({ url: echo.url, [name]: 1 }), new RegExp(`no "${name}"`));
  }
  await assert.rejects(jwt().request({}), /needs a url/);
  await assert.rejects(jwt().request({ url: "http://example.com/" }), { code: "insecure_url" });
  await assert.rejects(jwt({ universeDomain: "example.com" }).request({ url: echo.url }), /universeDomain out/);
});

test("a user who is no user is refused, and not taken for none", async () => {
  for (const subject of ["", "  ", "me"]) {
    await assert.rejects(jwt({ subject }).getAccessToken(), { code: "invalid_user" });
  }
  assert.equal(google.exchanges.length, 0);
});

test("a request speaks for the subject that was set when it was made, also once more", async () => {
  const auth = jwt();
  const { token } = await auth.getAccessToken();
  await fetch(`${google.url}/revoke`, { method: "POST", body: new URLSearchParams({ token }) });
  const seen = ["ada@example.com", "grace@example.com"].map((subject) => {
    auth.subject = subject;
    return auth.request({ url: `${google.apiUrl}/users/me/profile` });
  });
  const users = (await Promise.all(seen)).map(({ data }) => data.emailAddress);
  assert.deepEqual(users, ["ada@example.com", "grace@example.com"]);
});

test("what stands at the root of all objects is nobody's option", async () => {
  const polluted = {
    ...{ tokenUri: "https://evil.example/token", keyFile: "/evil.json", subject: "grace@example.com", email: "evil@example.com" },
    ...{ baseURL: "https://evil.example/", method: "DELETE", data: "evil", params: { evil: 1 }, timeout: 1, retry: 9 },
    ...{ fetchImplementation: () => assert.fail("sent by somebody else's fetch"), agent: {}, quota_project_id: "evil" },
    ...{ access_token: "evil", token_type: "Evil", useJWTAccessWithScope: true, defaultServicePath: "evil.example" },
    ...{ additionalClaims: { evil: 1 }, universe_domain: "evil.example", credentials: { access_token: "evil" } },
  };
  const minter = await createMinter({ credentials: google.key, tokenUri: google.tokenUri });
  const before = echo.requests.length;
  for (const [name, value] of Object.entries(polluted)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  }
  let requested;
  try {
    const { client_email: email, private_key: key } = google.key;
    const options = { email, key, scopes: SCOPES, subject: "ada@example.com" };
    const auth = new JWT({ ...options, tokenUri: google.tokenUri });
    auth.fromJSON(google.key);
    assert.equal(new JWT(options).tokenUri, undefined);
    assert.deepEqual([auth.quotaProjectId, auth.universeDomain, auth.keyFile], [undefined, "googleapis.com", undefined]);
    await googleAuth(minter, "ada@example.com", SCOPES).request({ url: echo.url });
    requested = await auth.request({ url: echo.url });
  } finally {
    for (const name of Object.keys(polluted)) delete Object.prototype[name];
  }
  assert.equal(requested.status, 200);
  const seen = echo.requests.slice(before);
  assert.equal(seen.length, 2);
  for (const { method, url, body, headers } of seen) {
    assert.deepEqual([method, url, String(body)], ["GET", "/", ""]);
    assert.equal(google.tokenInfo(headers.authorization.replace(/^Bearer /, ""))?.user, "ada@example.com");
  }
});
