/** Without a subject a token is the service account's own, by an exchange, as with Google's client. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { createMinter } from "edgemint";
import { googleAuth } from "edgemint/google";

import { decoded, READ, startBoth } from "../google/both.js";

let both;
before(async () => {
  both = await startBoth();
});
after(() => both.close());

const WAYS = [
  ["authorize", async (auth) => (await auth.authorize()).access_token],
  ["getAccessToken", async (auth) => (await auth.getAccessToken()).token],
  ["refreshAccessToken", async (auth) => (await auth.refreshAccessToken()).credentials.access_token],
  ["getRequestHeaders", async (auth) => (await auth.getRequestHeaders()).get("authorization").slice(7)],
  ["getRequestHeaders of a URL", async (auth, { echo }) => (await auth.getRequestHeaders(echo.url)).get("authorization").slice(7)],
  ["request", async (auth, { echo, brought }) => auth.request({ url: echo.url }).then(brought)],
];

for (const [name, tokenBy] of WAYS) {
  test(`${name}: an assertion without sub`, async () => {
    // Theirs writes a `sub` of null, which the stand-in refuses.
    for (const [which, subject] of [["theirs"], ["ours"], ["ours", null]]) {
      const side = both.side(which);
      const token = await tokenBy(side.jwt({ subject }), side);
      const { iss, scope, aud, sub } = side.asserted();
      assert.deepEqual([iss, scope, aud, sub], [side.email, READ, "https://oauth2.googleapis.com/token", undefined], which);
      assert.deepEqual([side.userOf(token), side.exchanges()], [null, 1], which);
    }
  });
}

test("it is kept, and a user's token is another", async () => {
  const side = both.side("ours");
  const auth = side.jwt({ subject: undefined });
  const { token } = await auth.getAccessToken();
  await auth.request({ url: both.echo.url });
  assert.deepEqual([side.brought(), side.exchanges()], [token, 1]);
  auth.subject = "ada@example.com";
  assert.equal(side.userOf((await auth.getAccessToken()).token), "ada@example.com");
});

test("a client of a minter for nobody does the same", async () => {
  const side = both.side("ours");
  const minter = await createMinter({ credentials: { ...both.google.key, token_uri: undefined } });
  const { token } = await googleAuth(minter, null, READ).getAccessToken();
  assert.deepEqual([side.userOf(token), side.exchanges()], [null, 1]);
});

test("useJWTAccessWithScope means no exchange, also for a request", async () => {
  const side = both.side("ours");
  const auth = side.jwt({ subject: undefined, useJWTAccessWithScope: true });
  await auth.request({ url: both.echo.url });
  const [, { sub, scope }] = decoded(new Headers({ authorization: `Bearer ${side.brought()}` }));
  assert.deepEqual([sub, scope, side.exchanges()], [side.email, READ, 0]);
});
