/** The token route at its best: what a caller gets, from where, and what it is good for. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, test } from "node:test";

import { createTokenClient } from "../../standin/index.js";
import { startDeployment } from "./deployment.js";

const GMAIL = "https://www.googleapis.com/auth/gmail.readonly";

let deployment;
before(async () => {
  deployment = await startDeployment();
});
after(() => deployment.close());
beforeEach(() => deployment.google.reset());

describe("POST /v1/token", () => {
  test("gives a token for the user", async () => {
    const earliest = Math.floor(Date.now() / 1000);
    const { status, headers, body } = await deployment.ask("Ada@Example.com", ["openid", "gmail.readonly"]);
    const latest = Math.floor(Date.now() / 1000);
    assert.equal(status, 200);
    const { access_token: token, expires_at: expiresAt, ...rest } = body;
    assert.deepEqual(rest, { token_type: "Bearer", scope: `${GMAIL} openid`, user: "ada@example.com" });
    assert.equal(deployment.google.tokenInfo(token).user, "ada@example.com");
    const asked = expiresAt - 3_599;
    assert.ok(earliest <= asked && asked <= latest, `expires_at is ${expiresAt}`);
    assert.match(headers.get("content-type"), /^application\/json/);
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("access-control-allow-origin"), null);
  });

  test("answers from the cache where it can, and says so", async () => {
    const ask = (user, scopes) => deployment.ask(user, scopes);
    const first = await ask("grace@example.com", "openid gmail.readonly");
    const same = await ask("GRACE@example.com", [GMAIL, "openid"]);
    const other = await ask("grace@example.com", "gmail.readonly");
    const sources = [first, same, other].map(({ headers }) => headers.get("x-edgemint-cache"));
    assert.deepEqual(sources, ["miss", "hit", "miss"]);
    assert.deepEqual(same.body, first.body);
    assert.notEqual(other.body.access_token, first.body.access_token);
    assert.equal(deployment.google.exchanges.length, 2);
  });
});

describe("the subject", () => {
  const profile = async (token) => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${deployment.google.apiUrl}/users/me/profile`, { headers });
    return { status: response.status, body: await response.json() };
  };

  test("a token without one gets Gmail's precondition error", async () => {
    const token = await createTokenClient(deployment.google).mint({ sub: undefined });
    const { status, body } = await profile(token);
    assert.equal(status, 400);
    assert.equal(body.error.message, "Precondition check failed.");
    assert.equal(body.error.status, "FAILED_PRECONDITION");
  });

  test("a minted token gets the user's profile", async () => {
    const { body } = await deployment.ask("ada@example.com");
    const answer = await profile(body.access_token);
    assert.deepEqual([answer.status, answer.body.emailAddress], [200, "ada@example.com"]);
  });
});

describe("GET /healthz", () => {
  test("names the version and the signer to anybody", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    const { status, body } = await deployment.read(await fetch(`${deployment.url}/healthz`));
    assert.deepEqual([status, body], [200, { status: "ok", version, signer: "relaxed-simd" }]);
  });

  test("answers HEAD without a body", async () => {
    const response = await fetch(`${deployment.url}/healthz`, { method: "HEAD" });
    assert.deepEqual([response.status, await response.text()], [200, ""]);
  });
});

test("no log line and no error body showed a secret", () => deployment.assertKeptSecrets());
