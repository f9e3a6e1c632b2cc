/** Delegation, keys, accounts and users as an administrator changes them under a running stand-in. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { createDemoKey, createTokenClient, startGoogle } from "../../standin/index.js";
import { scopeUrl } from "../../standin/scopes.js";
import { assertRefused } from "../support/assert-refused.js";

const READONLY = scopeUrl("gmail.readonly");

let google;
let client;

before(async () => {
  google = await startGoogle();
  client = createTokenClient(google);
});
after(() => google.close());

describe("the administrator", () => {
  /** A service account of its own for each test, so that what is done to it touches no other. */
  async function newAccount(name) {
    const key = await createDemoKey({ tokenUri: google.tokenUri, name });
    google.directory.register(key);
    return key;
  }

  test("grants and revokes delegation by client ID and domain", async () => {
    const key = await newAccount("granted");
    const attempt = async (sub) => client.attempt({ key, claims: { sub } });
    await assertRefused(await attempt("ada@example.com"), "dwd_client_id");
    google.directory.grant(key.client_id, [READONLY]);
    assert.equal((await attempt("ada@example.com")).status, 200);
    google.directory.addUser("joan@example.org");
    await assertRefused(await attempt("joan@example.org"), "dwd_not_authorized");
    google.directory.revokeGrant(key.client_id);
    await assertRefused(await attempt("ada@example.com"), "dwd_client_id");
  });

  test("rolls keys: both are good until the old one is deleted", async () => {
    const first = await newAccount("rolling");
    const second = { ...(await newAccount("rolling")), client_id: first.client_id };
    google.directory.grant(first.client_id, [READONLY]);
    assert.equal((await client.attempt({ key: first })).status, 200);
    assert.equal((await client.attempt({ key: second, header: { kid: undefined } })).status, 200);
    google.directory.serviceAccount(first.client_email).keys.delete(first.private_key_id);
    await assertRefused(await client.attempt({ key: first }), "bad_signature");
    assert.equal((await client.attempt({ key: second })).status, 200);
  });

  test("gives no account the keys of another", async () => {
    const other = await newAccount("other");
    const claims = { iss: google.key.client_email };
    await assertRefused(await client.attempt({ key: other, claims }), "bad_signature");
  });

  test("disables an account, and a user, with any of Google's refusals", async () => {
    const key = await newAccount("disabled");
    google.directory.grant(key.client_id, [READONLY]);
    google.directory.refuseAccount(key.client_email, "disabled_client");
    await assertRefused(await client.attempt({ key }), "disabled_client");
    google.directory.refuseAccount(key.client_email, null);
    google.directory.addUser("strict@example.com", { refusal: "reauth" });
    await assertRefused(await client.attempt({ key, claims: { sub: "strict@example.com" } }), "reauth");
    assert.throws(() => google.directory.refuseAccount(key.client_email, "no_such_refusal"), /no_such_refusal/);
  });

  test("adds many users, and each token names its own", async () => {
    const users = Array.from({ length: 200 }, (_, index) => `user${index}@example.com`);
    for (const user of users) google.directory.addUser(user);
    const named = await Promise.all(users.map(async (sub) => google.tokenInfo(await client.mint({ sub })).user));
    assert.deepEqual(named, users);
  });
});
