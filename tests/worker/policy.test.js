/** Who may have a token, for whom and for what: all three have to fit one caller's rules. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertRefused, sha256, startDeployment } from "./deployment.js";

const CALLERS = [
  {
    name: "digest",
    secret_sha256: [sha256("digest-old"), sha256("digest-new").toUpperCase()],
    users: ["*@example.com"],
    scopes: ["gmail.readonly", "openid"],
  },
  {
    name: "calendar",
    secret_sha256: [sha256("calendar-secret")],
    users: ["Ada@example.com", "*@Partner.example"],
    scopes: ["https://www.googleapis.com/auth/calendar.readonly"],
  },
];

let deployment;
before(async () => {
  deployment = await startDeployment({ callers: CALLERS });
  const { directory, key } = deployment.google;
  directory.addUser("bo@partner.example");
  directory.grant(key.client_id, ["https://www.googleapis.com/auth/calendar.readonly"], "partner.example");
});
after(() => deployment.close());

const allowed = [
  ["a user of the domain", "digest-new", "grace@example.com", "gmail.readonly"],
  ["another user of the domain, with all scopes", "digest-new", "ada@example.com", "openid gmail.readonly"],
  ["a secret that is being rotated out", "digest-old", "ada@example.com", "openid"],
  ["a user by the address", "calendar-secret", "ADA@example.com", "calendar.readonly"],
  ["a user of the caller's other domain", "calendar-secret", "bo@partner.example", "calendar.readonly"],
];
for (const [what, secret, user, scopes] of allowed) {
  test(`allows ${what}`, async () => {
    const { status, body } = await deployment.ask(user, scopes, { secret });
    assert.deepEqual([status, body.user], [200, user.toLowerCase()]);
  });
}

const denied = [
  ["a user whom only another caller may ask for", "calendar-secret", "grace@example.com", "calendar.readonly"],
  ["a scope that only another caller may ask for", "digest-new", "ada@example.com", "calendar.readonly"],
  ["an allowed scope together with one that is not", "digest-new", "ada@example.com", "openid calendar.readonly"],
  ["a wider scope than the one allowed", "digest-new", "ada@example.com", "gmail.modify"],
  ["a subdomain", "digest-new", "ada@mail.example.com", "openid"],
  ["a domain that ends alike", "digest-new", "ada@notexample.com", "openid"],
  ["a domain that goes on", "digest-new", "ada@example.com.evil.example", "openid"],
  ["a mailbox that begins alike", "calendar-secret", "ada+x@example.com", "calendar.readonly"],
];
for (const [what, secret, user, scopes] of denied) {
  test(`denies ${what}, without saying which rule is missing`, async () => {
    const answer = await deployment.ask(user, scopes, { secret });
    assertRefused(answer, 403, "policy_denied");
    assert.equal(answer.body.error.message, "The policy does not allow you this token.");
  });
}

test("knows nobody by a caller's name or by a secret's hash", async () => {
  for (const secret of ["digest", CALLERS[0].secret_sha256[0], "digest-new calendar-secret", "*"]) {
    assertRefused(await deployment.ask("ada@example.com", "openid", { secret }), 401, "unauthenticated");
  }
});

test("a token in the cache is not for a caller who may not have it", async () => {
  const scopes = "calendar.readonly";
  await deployment.ask("ada@example.com", scopes, { secret: "calendar-secret" });
  assertRefused(await deployment.ask("ada@example.com", scopes, { secret: "digest-new" }), 403, "policy_denied");
});
