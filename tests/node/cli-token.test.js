/** `npx edgemint token` against the stand-in. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, beforeEach, describe, test } from "node:test";

import { startGoogle } from "../../standin/index.js";
import { createFolder, edgemint } from "../support/edgemint-command.js";
import { secretFinder } from "../support/secrets.js";

const ADA = "ada@example.com";
const READONLY = "https://www.googleapis.com/auth/gmail.readonly";

const { file, path: folder, remove } = createFolder();
let google;
let keyFile;

before(async () => {
  google = await startGoogle();
  keyFile = file(google.key);
});
beforeEach(() => google.reset());
after(async () => {
  remove();
  await google.close();
});

const ask = (args, more) =>
  edgemint(["token", "--token-uri", google.tokenUri, "--user", ADA, "--scopes", "gmail.readonly", ...args], more);

/** @returns what the command printed, of which standard error has to be empty */
async function mint(...args) {
  const { code, stdout, stderr } = await ask(["--key", keyFile, ...args]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  return stdout;
}

function assertSpeaksForAda(token) {
  const { user, scope } = google.tokenInfo(token);
  assert.deepEqual({ user, scope }, { user: ADA, scope: READONLY });
}

describe("prints", () => {
  test("the token alone", async () => assertSpeaksForAda((await mint()).replace(/\n$/, "")));

  test("--header: a header", async () => {
    const [, token] = /^Authorization: Bearer (\S+)\n$/.exec(await mint("--header"));
    assertSpeaksForAda(token);
  });

  test("--json: what the Worker answers", async () => {
    const { access_token: token, expires_at: expires, ...rest } = JSON.parse(await mint("--json"));
    assertSpeaksForAda(token);
    assert.deepEqual(rest, { token_type: "Bearer", scope: READONLY, user: ADA });
    assert.ok(Number.isInteger(expires) && expires * 1000 > Date.now());
  });

  test("--as-service-account: a token of nobody else", async () => {
    const args = ["token", "--token-uri", google.tokenUri, "--key", keyFile, "--as-service-account", "--scopes", "drive"];
    const { code, stdout, stderr } = await edgemint([...args, "--json"]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const { access_token: token, user } = JSON.parse(stdout);
    const { user: subject, issuer } = google.tokenInfo(token);
    assert.deepEqual([user, subject, issuer], [null, null, google.key.client_email]);
    const curl = await edgemint([...args, "--curl"]);
    assert.equal(curl.code, 2);
    assert.match(curl.stderr, /--url/);
  });

  test("--as-service-account beside --user makes no sense, and neither makes none", async () => {
    assert.equal((await ask(["--key", keyFile, "--as-service-account"])).code, 2);
    const { code, stderr } = await edgemint(["token", "--key", keyFile, "--scopes", "openid"]);
    assert.equal(code, 2);
    assert.match(stderr, /--as-service-account/);
  });

  test("--curl: a command that a shell reads as it is meant", async () => {
    const url = `${google.url}/gmail/v1/users/me/profile?it='s`;
    const command = await mint("--curl", "--url", url);
    const words = execFileSync("sh", ["-c", `curl() { printf '%s\\n' "$@"; }; ${command}`], { encoding: "utf8" });
    const [flag, header, address] = words.split("\n");
    assert.deepEqual([flag, address], ["-H", new URL(url).href]);
    const [name, value] = header.split(": ");
    const answer = await fetch(address, { headers: { [name]: value } });
    assert.equal((await answer.json()).emailAddress, ADA);
  });

  test("--curl: an address in which curl would see several is one", async () => {
    const command = await mint("--curl", "--url", `${google.url}/?q={a,b}&r=[1-9]`);
    assert.match(command, / --globoff 'http:[^']+\?q=\{a,b\}&r=\[1-9\]'\n$/);
  });

  const addresses = {
    "gmail.send gmail.modify": "https://gmail.googleapis.com/gmail/v1/users/me/profile",
    "calendar.readonly": "https://www.googleapis.com/calendar/v3/users/me/calendarList/primary",
    "contacts.readonly,openid": "https://people.googleapis.com/v1/people/me?personFields=metadata",
  };
  for (const [scopes, address] of Object.entries(addresses)) {
    test(`--curl with ${scopes}: ${address}`, async () => {
      const command = await mint("--curl", "--scopes", scopes);
      assert.ok(command.endsWith(` '${address}'\n`), address);
    });
  }
});

describe("reads the key", () => {
  const base64 = () => Buffer.from(JSON.stringify(google.key)).toString("base64");

  test("from standard input", async () => {
    const { code, stdout } = await ask(["--key", "-"], { stdin: JSON.stringify(google.key) });
    assert.equal(code, 0);
    assertSpeaksForAda(stdout.trim());
  });

  test("from an environment variable, as JSON or base64", async () => {
    for (const value of [JSON.stringify(google.key), base64()]) {
      const { code, stdout } = await ask(["--key", "env:MY_KEY"], { env: { MY_KEY: value } });
      assert.equal(code, 0);
      assertSpeaksForAda(stdout.trim());
    }
  });

  test("from the file that GOOGLE_APPLICATION_CREDENTIALS names, unless --key is there", async () => {
    const named = { env: { GOOGLE_APPLICATION_CREDENTIALS: keyFile } };
    assert.equal((await ask([], named)).code, 0);
    assert.equal((await ask(["--key", "env:OTHER"], named)).code, 1);
  });

  const unreadable = [
    ["a file that is not there", ["--key", "/none/hunter2.json"], {}, /^edgemint: The key file that --key names cannot be read: there is no such file\./],
    ["a folder", ["--key", folder], {}, /--key names cannot be read: it is a folder\./],
    ["the key in place of its path", ["--key", '{"hunter2": 1}'], {}, /there is no such file/],
    ["a variable that is not set", ["--key", "env:hunter2"], {}, /variable that --key names is not set, or empty\./],
    ["nothing at standard input", ["--key", "-"], {}, /key file is missing or blank/],
    [
      "GOOGLE_APPLICATION_CREDENTIALS that leads nowhere",
      [],
      { GOOGLE_APPLICATION_CREDENTIALS: "/none/hunter2.json" },
      /^edgemint: The key file that GOOGLE_APPLICATION_CREDENTIALS names cannot be read/,
    ],
  ];
  for (const [what, args, env, message] of unreadable) {
    test(`or says that it cannot: ${what}`, async () => {
      const { code, stdout, stderr } = await ask(args, { env });
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.match(stderr, message);
      assert.match(stderr, /\n {2}code +\w+_key\n {2}remedy +\S/);
      assert.doesNotMatch(stderr, /hunter2/);
    });
  }
});

describe("a failure", () => {
  test("is told on standard error, by message, code and remedy, and has the code 1", async () => {
    const { code, stdout, stderr } = await ask(["--key", keyFile, "--scopes", "drive"]);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.match(stderr, /^edgemint: Domain-wide delegation does not cover this/);
    assert.match(stderr, /\n {2}code +unauthorized_client\n/);
    assert.match(stderr, new RegExp(`\\n {2}remedy +.+add client ID ${google.key.client_id} `));
  });

  test("is JSON with --json", async () => {
    const { code, stdout, stderr } = await ask(["--key", keyFile, "--user", "me", "--json"]);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    const { error } = JSON.parse(stderr);
    assert.deepEqual(Object.keys(error), ["code", "message", "remedy", "retryable"]);
    assert.equal(error.code, "invalid_user");
  });

  test("that may pass has the code 3", async () => {
    google.faults.next({ kind: "rate-limit", retryAfter: 120 });
    const { code, stderr } = await ask(["--key", keyFile]);
    assert.equal(code, 3);
    assert.match(stderr, /rate_limited/);
  });

  test("of --token-uri is a wrong use", async () => {
    const { code, stderr } = await ask(["--key", keyFile, "--token-uri", "http://example.com/token"]);
    assert.equal(code, 2);
    assert.match(stderr, /^edgemint token: --token-uri: The token endpoint is not a URL to trust\./);
  });
});

test("neither key nor token is ever on standard error", async () => {
  const findSecret = secretFinder(google.key);
  const pem = google.key.private_key;
  for (const more of [
    ["--key", keyFile],
    ["--key", keyFile, "--scopes", "drive"],
    ["--key", file({ ...google.key, private_key: pem.slice(0, 900) })],
    ["--key", file(pem)],
    ["--key", pem],
    ["--key", keyFile, pem],
    ["--key", keyFile, "--user", pem],
    ["--key", keyFile, "--scopes", pem],
    ["--key", keyFile, "--token-uri", pem],
    [pem],
  ]) {
    const { stderr } = await ask(more);
    assert.equal(findSecret(stderr), null, stderr);
  }
});
