/** The Gmail-like API's methods: what each takes, and what it refuses. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { SignJWT, generateKeyPair, importPKCS8 } from "jose";

import { createTokenClient, startGoogle } from "../../standin/index.js";
import { scopeUrl } from "../../standin/scopes.js";

let google;
let client;

before(async () => {
  google = await startGoogle();
  client = createTokenClient(google);
  google.directory.grant(google.key.client_id, ["gmail.readonly", "gmail.send", "gmail.metadata"].map(scopeUrl));
});
after(() => google.close());

/** @returns {Promise<[number, object]>} */
async function call(scope, path, { type = "application/json", token, ...init } = {}) {
  const bearer = token ?? (await client.mint({ scope: scopeUrl(scope) }));
  const headers = { Authorization: `Bearer ${bearer}`, ...(init.body !== undefined && { "Content-Type": type }) };
  const method = init.body === undefined ? "GET" : "POST";
  const response = await fetch(google.url + path, { method, headers, ...init });
  return [response.status, await response.json()];
}

const users = "/gmail/v1/users/me";
const raw = (text) => JSON.stringify({ raw: Buffer.from(text).toString("base64url") });
const MAIL = "To: grace@example.com\r\nSubject: Hi\r\n\r\nHello.";

test("labels, messages and each message in its formats", async () => {
  const [, { labels }] = await call("gmail.readonly", `${users}/labels`);
  assert.ok(labels.some(({ id, type }) => id === "INBOX" && type === "system"));
  const [, list] = await call("gmail.readonly", `${users}/messages?maxResults=2`);
  assert.deepEqual([list.messages.length, list.resultSizeEstimate], [2, 3]);
  const { id, threadId } = list.messages[0];
  const [, full] = await call("gmail.readonly", `${users}/messages/${id}`);
  assert.deepEqual([full.id, full.threadId, full.labelIds], [id, threadId, ["INBOX"]]);
  assert.ok(full.payload.headers.some(({ name, value }) => name === "To" && value === "ada@example.com"));
  const [, minimal] = await call("gmail.metadata", `${users}/messages/${id}?format=minimal`);
  assert.equal(minimal.payload, undefined);
  assert.deepEqual(await call("gmail.readonly", `${users}/messages?labelIds=TRASH`), [200, { resultSizeEstimate: 0 }]);
});

test("what is sent is there, however it came", async () => {
  const part = (type, text) => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  const related = `${part("application/json", "{}")}${part("message/rfc822", MAIL)}--b--`;
  const upload = "/upload/gmail/v1/users/me/messages/send?uploadType=";
  for (const [path, type, body] of [
    [`${users}/messages/send`, "application/json", raw(MAIL)],
    [`${upload}media`, "message/rfc822", MAIL],
    [`${upload}multipart`, "multipart/related; boundary=b", related],
  ]) {
    const [status, { id, labelIds }] = await call("gmail.send", path, { type, body });
    assert.deepEqual([status, labelIds], [200, ["SENT"]], path);
    const [, message] = await call("gmail.readonly", `${users}/messages/${id}?format=raw`);
    assert.equal(Buffer.from(message.raw, "base64url").toString(), MAIL);
  }
  const [, { resultSizeEstimate }] = await call("gmail.readonly", `${users}/messages?labelIds=SENT`);
  assert.equal(resultSizeEstimate, 3);
});

test("what Google refuses is refused", async () => {
  const unended = `--b\r\n\r\n{}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${MAIL}\r\n`;
  const multipart = { type: "multipart/related; boundary=b", body: unended };
  for (const [scope, path, init, status, message] of [
    ["gmail.send", `${users}/labels`, {}, 403, /insufficient authentication scopes/],
    ["gmail.readonly", `${users}/messages/send`, { body: raw(MAIL) }, 403, /insufficient authentication scopes/],
    ["gmail.metadata", `${users}/messages?q=x`, {}, 403, /does not support 'q'/],
    ["gmail.metadata", `${users}/messages/1`, {}, 403, /doesn't allow format FULL/],
    ["gmail.readonly", `${users}/messages/1`, {}, 404, /^Requested entity was not found\.$/],
    ["gmail.readonly", `${users}/messages/x`, {}, 400, /^Invalid id value$/],
    ["gmail.send", `${users}/messages/send`, { body: "{}" }, 400, /'raw' RFC822 payload/],
    ["gmail.send", `${users}/messages/send`, { body: "{" }, 400, /^Invalid JSON payload/],
    ["gmail.send", `${users}/messages/send`, { body: raw("Subject: Hi\r\n\r\nHello.") }, 400, /^Recipient address/],
    ["gmail.send", `/upload${users}/messages/send?uploadType=multipart`, multipart, 400, /^Missing end boundary/],
  ]) {
    const [found, { error }] = await call(scope, path, init);
    assert.equal(found, status, path);
    assert.match(error.message, message);
  }
});

test("a self-signed token is the service account's, and only by its key", async () => {
  const sign = async (key, { scope = "cloud-platform", sub = google.key.client_email } = {}) =>
    new SignJWT({ scope: scopeUrl(scope) })
      .setProtectedHeader({ alg: "RS256" })
      .setIssuer(google.key.client_email)
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key);
  const key = await importPKCS8(google.key.private_key, "RS256");
  const { privateKey: another } = await generateKeyPair("RS256");
  const project = "/dns/v1/projects/p";
  assert.deepEqual(await call("", project, { token: await sign(key) }), [200, { kind: "dns#project", id: "p" }]);
  for (const [token, status] of [
    [await sign(another), 401],
    [await sign(key, { sub: "ada@example.com" }), 401],
    [await sign(key, { scope: "drive" }), 403],
  ]) {
    assert.equal((await call("", project, { token }))[0], status);
  }
  const token = await sign(key, { scope: "gmail.readonly" });
  const [status, { error }] = await call("", `${users}/profile`, { token });
  assert.deepEqual([status, error.message], [400, "Precondition check failed."]);
});
