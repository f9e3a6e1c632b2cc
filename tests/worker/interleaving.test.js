/** Many requests for many users at once: nobody gets another's token. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { startDeployment } from "./deployment.js";

const SCOPES = ["gmail.readonly", ["openid", "calendar.readonly"]];
const USERS = Array.from({ length: 50 }, (_, index) => `user-${index}@example.com`);
/** How many requests are in flight. */
const LANES = 25;

let deployment;
let google;
before(async () => {
  deployment = await startDeployment();
  google = deployment.google;
  for (const user of USERS) google.directory.addUser(user);
});
after(() => deployment.close());
beforeEach(() => google.reset());

test("1,000 interleaved requests for 50 users: every token is its user's", async () => {
  const requests = Array.from({ length: 1_000 }, (_, index) => {
    const pair = Math.floor(index / 2);
    return { user: USERS[(pair * 7) % USERS.length], scopes: SCOPES[Math.floor(pair / USERS.length) % SCOPES.length] };
  });
  const entries = requests.entries();
  const wrong = [];
  const lane = async () => {
    for (const [, { user, scopes }] of entries) {
      const { status, body } = await deployment.ask(user, scopes);
      const info = status === 200 ? google.tokenInfo(body.access_token) : null;
      const right = info && info.user === user && body.user === user && info.scope === body.scope;
      if (!right) wrong.push({ user, status, got: info?.user, error: body.error });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  assert.deepEqual(wrong, []);
});

test("50 requests at once for one user are one exchange", async () => {
  google.directory.addUser("popular@example.com");
  const answers = await Promise.all(Array.from({ length: 50 }, () => deployment.ask("popular@example.com")));
  assert.equal(new Set(answers.map(({ body }) => body.access_token)).size, 1);
  assert.equal(google.exchanges.length, 1);
});

test("no log line showed a secret", () => deployment.assertKeptSecrets());
