/** Google's own clients, as npm has them, with edgemint's for `auth`. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { gmail } from "@googleapis/gmail";
import { createMinter } from "edgemint";
import { googleAuth, GoogleApiError, JWT } from "edgemint/google";

import { startGoogle } from "../../standin/index.js";
import { main } from "../google/gmail-program.js";
import { GOOGLES_TOKEN_URI, leadTo } from "../google/lead-to.js";
import { bothSeeds } from "../google/seed-program.js";
import { checkSeeds } from "../google/seed-suite.js";

const READ = ["gmail.readonly"];
const USERS = ["ada@example.com", "grace@example.com"];

let google;

before(async () => {
  google = await startGoogle();
});
after(() => google.close());
beforeEach(() => google.reset());

/** As Google revokes. */
async function revoke({ credentials }) {
  const body = new URLSearchParams({ token: credentials.access_token });
  assert.equal((await fetch(`${google.url}/revoke`, { method: "POST", body })).status, 200);
}

const calls = (auth) => gmail({ version: "v1", auth, rootUrl: `${google.url}/` }).users;
const profile = (auth, userId = "me") => calls(auth).getProfile({ userId });

function jwt(more = {}) {
  const { client_email: email, private_key: key, private_key_id: keyId } = google.key;
  return new JWT({ email, key, keyId, scopes: READ, tokenUri: google.tokenUri, ...more });
}

const newMinter = () => createMinter({ credentials: google.key, tokenUri: google.tokenUri });
const ada = async (scopes = READ) => googleAuth(await newMinter(), USERS[0], scopes);

describe("a client of a minter", () => {
  test("two users of one minter get their own mailboxes", async () => {
    const minter = await newMinter();
    const clients = USERS.map((user) => googleAuth(minter, user, READ));
    const answers = await Promise.all([...clients, ...clients].map((auth) => profile(auth)));
    assert.deepEqual(answers.map(({ data }) => data.emailAddress), [...USERS, ...USERS]);
    assert.deepEqual(google.exchanges.map(({ subject }) => subject).sort(), USERS);
  });

  test("the token is in no answer and in no error", async () => {
    const auth = await ada();
    const { config } = await profile(auth);
    const error = await profile(auth, USERS[1]).catch((error) => error);
    const { access_token: token } = auth.credentials;
    for (const found of [config, error.config, error.response.config]) {
      assert.equal(found.headers.get("authorization"), null);
      assert.doesNotMatch(JSON.stringify({ ...found, headers: [...found.headers] }), new RegExp(token));
    }
  });

  test("what a token may not do is said where Google's callers look", async () => {
    const auth = await ada(["gmail.send"]);
    const error = await profile(auth).catch((error) => error);
    assert.ok(error instanceof GoogleApiError);
    assert.deepEqual([error.code, error.status, error.response.status], [403, 403, 403]);
    assert.match(error.message, /insufficient authentication scopes/);
    assert.equal(error.errors[0].reason, "insufficientPermissions");
    assert.equal(error.response.data.error.status, "PERMISSION_DENIED");
    assert.equal(error.cause.details[0].reason, "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  });

  test("where there is no token the error says so, and no request is sent", async () => {
    const auth = googleAuth(await newMinter(), "deleted@example.com", READ);
    await assert.rejects(profile(auth), { code: 400, edgemintCode: "invalid_grant" });
  });
});

describe("a token that Google takes no more", () => {
  test("is dropped, minted once more, and the request sent once more", async () => {
    const auth = await ada();
    await profile(auth);
    const { access_token: first } = auth.credentials;
    await revoke(auth);
    const answers = await Promise.all([profile(auth), profile(auth), profile(auth)]);
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
    assert.notEqual(auth.credentials.access_token, first);
    assert.ok(google.exchanges.length >= 2);
  });

  test("is dropped where the body was a stream, which cannot be sent again", async () => {
    const auth = await ada(["gmail.send"]);
    const send = () => {
      const body = ReadableStream.from([Buffer.from("To: grace@example.com\r\n\r\nHello.")]);
      const headers = { "content-type": "message/rfc822" };
      const url = `${google.url}/upload/gmail/v1/users/me/messages/send?uploadType=media`;
      return auth.request({ url, method: "POST", headers, data: body });
    };
    await send();
    await revoke(auth);
    await assert.rejects(send(), { status: 401 });
    assert.equal((await send()).status, 200);
  });

  test("is not asked for again and again", async () => {
    const auth = await ada();
    const fetchImplementation = async () => new Response("{}", { status: 401 });
    await assert.rejects(auth.request({ url: google.apiUrl, fetchImplementation }), { status: 401 });
    assert.equal(google.exchanges.length, 2);
  });
});

describe("JWT", () => {
  test("of one key all share a minter, and no user gets another's token", async () => {
    const users = [...USERS, ...USERS, ...USERS];
    const answers = await Promise.all(users.map((subject) => profile(jwt({ subject }))));
    assert.deepEqual(answers.map(({ data }) => data.emailAddress), users);
    assert.equal(google.exchanges.length, 2);
  });

  test("speaks for whom its subject says now", async () => {
    const auth = jwt({ subject: USERS[0] });
    assert.equal((await profile(auth)).data.emailAddress, USERS[0]);
    auth.subject = USERS[1];
    assert.equal((await profile(auth)).data.emailAddress, USERS[1]);
  });

  test("without a subject it warns once, with the remedy", async (t) => {
    const warn = t.mock.method(console, "warn", () => {});
    const auth = jwt();
    for (let times = 0; times < 2; times += 1) {
      await assert.rejects(profile(auth), { status: 400, message: "Precondition check failed." });
    }
    assert.equal(warn.mock.callCount(), 1);
    const [message] = warn.mock.calls[0].arguments;
    assert.match(message, /Gmail .* no subject .* Remedy: give subject: "user@your-domain"/);
    assert.ok(message.includes(google.key.client_email));
    assert.deepEqual(google.exchanges.map(({ subject }) => subject), [null]);
    await profile(jwt({ subject: USERS[0] }));
    assert.equal(warn.mock.callCount(), 1);
  });

  test("the program that this project began with runs as it was, with another import", async (t) => {
    const itself = await startGoogle({ audience: GOOGLES_TOKEN_URI });
    t.after(() => itself.close());
    t.mock.method(globalThis, "fetch", leadTo(itself, globalThis.fetch));
    checkSeeds(itself, await bothSeeds(itself.key, USERS[0]));
  });

  test("a program for Gmail runs on the whole of googleapis, with Google's own host names", async (t) => {
    const itself = await startGoogle({ audience: GOOGLES_TOKEN_URI });
    t.after(() => itself.close());
    t.mock.method(globalThis, "fetch", leadTo(itself, globalThis.fetch));
    const { labels, ...rest } = await main(itself.key, USERS[0]);
    assert.ok(labels.includes("INBOX"));
    assert.deepEqual(rest, { user: USERS[0], newest: "Re: Lunch", sent: ["SENT"] });
  });
});
