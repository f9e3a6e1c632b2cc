/** `npx edgemint doctor`: whatever is the matter, it stops at the right check and names the cause. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, afterEach, before, describe, test } from "node:test";

import { createDemoKey, EXAMPLE_SCOPES, startGoogle } from "../../standin/index.js";
import { CASES } from "../support/doctor-cases.js";
import { createFolder, edgemint } from "../support/edgemint-command.js";
import { secretFinder } from "../support/secrets.js";
import { scopeUrl } from "../../standin/scopes.js";

const CHECKS = ["key", "assertion", "endpoint", "clock", "token", "api"];

const { file, remove } = createFolder();
let google;
let accounts = 0;

before(async () => (google = await startGoogle()));
afterEach(() => google.reset());
after(async () => {
  remove();
  await google.close();
});

/** A service account of its own, so that what a case does to it is gone with it. */
async function createAccount() {
  const key = await createDemoKey({ tokenUri: google.tokenUri, name: `doctor-${(accounts += 1)}` });
  google.directory.register(key);
  google.directory.grant(key.client_id, EXAMPLE_SCOPES);
  return key;
}

/** @param {import("../support/doctor-cases.js").Case} row */
async function examine({ user = "ada@example.com", scopes = "gmail.readonly", args = [], ill }, ...more) {
  const key = await createAccount();
  const findSecret = secretFinder(key);
  const patient = { google, key };
  ill?.(patient);
  const usual = { "--key": file(key), "--token-uri": google.tokenUri, "--api-url": google.url };
  const given = typeof args === "function" ? args(patient) : args;
  for (let at = 0; at < given.length; at += 2) usual[given[at]] = given[at + 1];
  const options = Object.entries({ ...usual, "--user": user, "--scopes": scopes }).filter(([, value]) => value);
  const subject = user === null ? ["--as-service-account"] : [];
  const result = await edgemint(["doctor", ...options.flat(), ...subject, ...more]);
  assert.equal(findSecret(result.stdout + result.stderr), null);
  assert.equal(result.stderr, "");
  return { ...result, key };
}

describe("the doctor's table", () => {
  for (const row of CASES) {
    test(row.title, async () => {
      const { check, code, diagnosis, says, remedy, problems, outcomes, exit = check ? 1 : 0 } = row;
      const result = await examine(row, "--json");
      assert.equal(result.code, exit, result.stdout);
      const { ok, checks } = JSON.parse(result.stdout);
      const last = checks.at(-1);
      assert.equal(ok, check === null);
      const upTo = CHECKS.slice(0, check ? CHECKS.indexOf(check) + 1 : CHECKS.length);
      assert.deepEqual(checks.map(({ name }) => name), upTo, result.stdout);
      assert.deepEqual(checks.filter((found) => !found.ok), check ? [last] : []);
      if (!check) return;
      assert.equal(last.code, code);
      if ("diagnosis" in row) assert.equal(last.diagnosis, diagnosis);
      assert.match(last.remedy, /\S/);
      if (says) assert.match(last.says, says);
      if (remedy) assert.match(last.remedy, remedy);
      if (problems) assert.deepEqual(last.problems.map(({ id }) => id), problems);
      if (outcomes) assert.deepEqual(outcomesOf(last), outcomes);
    });
  }
});

const outcomesOf = ({ scopes }) =>
  Object.fromEntries(scopes.map(({ scope, outcome }) => [scope.replace(scopeUrl(""), ""), outcome]));

test("each API that the scopes allow a call for is asked", async () => {
  const scopes = ["gmail.metadata", "calendar", "drive.file", "contacts", "tasks", "admin.directory.user"];
  google.directory.addUser("root@example.com", { admin: true });
  const ill = ({ key }) => google.directory.grant(key.client_id, scopes.map(scopeUrl));
  const { code, stdout } = await examine({ user: "Root@example.com", scopes: scopes.join(), ill });
  assert.equal(code, 0, stdout);
  for (const api of ["Gmail", "Calendar", "Drive", "Directory"]) {
    assert.ok(stdout.includes(`${api} knows it as root@example.com`), api);
  }
  for (const api of ["People", "Tasks"]) assert.ok(stdout.includes(`${api} takes it`), api);
});

/** The doctor with an API that answers so. */
async function examineWithApi(t, answer, ...more) {
  const api = createServer(answer);
  t.after(() => api.close());
  await once(api.listen(0, "127.0.0.1"), "listening");
  return examine({ args: ["--api-url", `http://127.0.0.1:${api.address().port}`] }, ...more);
}

test("an API that quotes the token does not make the doctor show it", async (t) => {
  const { code, stdout } = await examineWithApi(t, ({ headers }, response) => {
    response.statusCode = 401;
    response.end(JSON.stringify({ error: { message: `\u202eno \u2028${headers.authorization.slice(7)}` } }));
  });
  assert.equal(code, 1);
  assert.match(stdout, /Gmail answers 401: {2}no {2}\[redacted\]\n/);
});

test("an API that talks for ever is not listened to for ever", async (t) => {
  const { code, stdout } = await examineWithApi(t, (_request, response) => {
    const more = () => response.destroyed || response.write(Buffer.alloc(65_536), more);
    more();
  });
  assert.equal(code, 0, stdout);
});

test("an address under which an API knows somebody else is no success", async (t) => {
  const answer = (_request, response) => response.end('{"emailAddress": "Ada.L@example.com"}');
  const { code, stdout } = await examineWithApi(t, answer, "--json");
  assert.equal(code, 1);
  const found = JSON.parse(stdout).checks.at(-1);
  assert.deepEqual([found.name, found.code], ["api", "other_user"]);
  assert.match(found.says, /ada\.l@example\.com/);
  assert.match(found.remedy, /primary address.+ada@example\.com/);
});

describe("for people", () => {
  test("the service account itself is called what it is, and known by its address", async () => {
    const { code, stdout, key } = await examine({ user: null, scopes: "drive.readonly" });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\n✓ assertion +signed for the service account itself with key /);
    assert.match(stdout, /\n✓ token +speaks for the service account itself until /);
    assert.ok(stdout.includes(`Drive knows it as ${key.client_email}\n`), stdout);
  });

  test("a user and the service account exclude each other", async () => {
    const args = ["doctor", "--key", file(await createAccount()), "--scopes", "openid"];
    assert.equal((await edgemint([...args, "--user", "ada@example.com", "--as-service-account"])).code, 2);
    assert.equal((await edgemint(args)).code, 2);
  });

  test("all is well: a line a check", async () => {
    const { code, stdout, key } = await examine({});
    assert.equal(code, 0);
    const lines = stdout.split("\n").slice(0, CHECKS.length);
    assert.deepEqual(lines.map((line) => line.split(/\s+/)[1]), CHECKS);
    for (const line of lines) assert.match(line, /^✓ /);
    assert.ok(stdout.includes(key.client_email));
    assert.ok(stdout.includes("Gmail knows it as ada@example.com"));
    assert.match(stdout, /\n\nEvery check holds\.\n$/);
  });

  test("what cannot be checked is not called well", async () => {
    const { code, stdout } = await examine({ scopes: "openid" });
    assert.equal(code, 0);
    assert.match(stdout, /\n- api +these scopes allow none/);
  });

  test("delegation: the scopes at fault, and the steps with what to paste", async () => {
    const { code, stdout, key } = await examine({ scopes: "gmail.readonly drive openid" });
    assert.equal(code, 1);
    assert.match(stdout, /\n✗ token +Domain-wide delegation covers the client ID, but not the scope \S+drive\.\n/);
    assert.match(stdout, /\n {2}\S+auth\/drive +not authorised\n/);
    assert.match(stdout, /\n {2}\S+auth\/gmail\.readonly +granted\n/);
    assert.match(stdout, /\nWhat to do\n {2}1\. .+https:\/\/admin\.google\.com .+of example\.com\.\n {2}2\. /);
    const scopes = [scopeUrl("drive"), scopeUrl("gmail.readonly"), "openid"].join(",");
    assert.ok(stdout.includes(`\n  Client ID      ${key.client_id}\n  OAuth scopes   ${scopes}\n`));
    assert.match(stdout, /\ncode unauthorized_client, diagnosis dwd_client_id\n$/);
  });

  test("where several causes are left, each with its remedy", async () => {
    const { stdout } = await examine({ scopes: "drive" });
    assert.match(stdout, /\nMost likely: The numeric client ID .+\n {2}1\. /);
    assert.match(stdout, /\nOr: A scope is missing .+\n {2}\S/);
  });

  test("no colours where nobody sees them", async () => {
    assert.doesNotMatch((await examine({ scopes: "drive" })).stdout, /\x1b/);
  });
});
