/** `npx edgemint inspect` and `explain`, which need no network. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { createMinter } from "edgemint";

import { createDemoKey } from "../../standin/index.js";
import { createFolder, edgemint } from "../support/edgemint-command.js";
import { secretFinder } from "../support/secrets.js";

const tokenUri = "https://tokens.example.net/token";
const { file, remove } = createFolder();
let key;
let assertion;
let findSecret;

before(async () => {
  key = await createDemoKey({ tokenUri });
  findSecret = secretFinder(key);
  const minter = await createMinter({ credentials: key, tokenUri });
  assertion = await minter.createAssertion("ada@example.com", "gmail.readonly");
});
after(remove);

const inspect = (...args) => edgemint(["inspect", "--token-uri", tokenUri, ...args]);

describe("inspect", () => {
  test("decodes and checks an assertion, and never repeats it", async () => {
    const { code, stdout, stderr } = await inspect(assertion);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /^An assertion of a service account/);
    assert.match(stdout, /\n {2}✓ sub +It speaks for ada@example\.com\.\n/);
    assert.match(stdout, /\nheader\n {2}alg +RS256\n/);
    assert.match(stdout, /\nclaims\n[^]*\n {2}sub +ada@example\.com\n/);
    assert.equal(findSecret(stdout), null);
  });

  test("from a file or standard input as from the command line", async () => {
    const [expected] = (await inspect(assertion)).stdout.split("\n\n");
    const { stdout } = await edgemint(["inspect", "-", "--token-uri", tokenUri], { stdin: `${assertion}\n` });
    // The checks count the seconds.
    const first = (text) => text.split("\n")[0];
    assert.equal(first(stdout), first(expected));
    assert.equal(first((await inspect(file(assertion))).stdout), first(expected));
  });

  test("--key checks the signature", async () => {
    const checked = await inspect(assertion, "--key", file(key), "--json");
    assert.equal(checked.code, 0);
    assert.ok(JSON.parse(checked.stdout).checks.some(({ id, ok }) => id === "signature" && ok));
    const other = await inspect(assertion, "--key", file(await createDemoKey({ tokenUri, name: "other" })), "--json");
    assert.equal(other.code, 1);
    assert.equal(JSON.parse(other.stdout).ok, false);
  });

  test("what is wrong comes with its remedy, and the code 1", async () => {
    const { code, stdout } = await edgemint(["inspect", assertion]);
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}✗ aud +/);
    assert.match(stdout, /\nWhat to do\n {2}\S/);
  });

  test("a key file is checked, and the key never printed", async () => {
    for (const content of [key, { ...key, private_key: key.private_key.slice(0, 900) }, key.private_key]) {
      const people = await inspect(file(content));
      const programs = await inspect(file(content), "--json");
      assert.equal(people.code, programs.code);
      const { stdout, stderr } = people;
      assert.equal(findSecret(stdout.replaceAll("private_key", "") + stderr), null, stdout);
      assert.equal(findSecret(programs.stdout.replaceAll("PRIVATE KEY", "")), null);
    }
    const { code, stdout } = await inspect(file(key));
    assert.equal(code, 0);
    assert.ok(stdout.includes(key.client_id));
  });

  test("a claim moves no cursor", async () => {
    const [header, , signature] = assertion.split(".");
    const claims = Buffer.from(JSON.stringify({ iss: "x", note: "\x1b[2Jgone" })).toString("base64url");
    const { stdout } = await inspect([header, claims, signature].join("."));
    assert.match(stdout, /\n {2}note +\[2Jgone\n?/);
    assert.doesNotMatch(stdout, /\x1b/);
  });

  test("what is nothing known has the code 1", async () => {
    const { code, stdout } = await inspect("hunter2");
    assert.equal(code, 1);
    assert.match(stdout, /There is no file of this name either\./);
    assert.doesNotMatch(stdout, /hunter2/);
  });
});

describe("explain", () => {
  const description = "Unauthorized client or scope in request.";
  const error = JSON.stringify({ error: "unauthorized_client", error_description: description });

  test("says cause and steps, with what is known put in", async () => {
    const facts = ["--user", "ada@example.com", "--scopes", "drive", "--client-id", "123456789012345678901"];
    const { code, stdout, stderr } = await edgemint(["explain", error, ...facts]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /^The service account is not authorised in the domain of the user\.\n\nWhat to do\n {2}1\. /);
    assert.match(stdout, /\n {2}Client ID +123456789012345678901\n {2}OAuth scopes +https:\S+\/drive\n/);
    assert.match(stdout, /\ndiagnosis dwd_not_authorized\n$/);
  });

  test("says what to paste only where it knows", async () => {
    const { stdout } = await edgemint(["explain", error]);
    assert.match(stdout, /As Client ID, paste the number that is client_id in the key file/);
    assert.doesNotMatch(stdout, /To paste/);
  });

  test("reads standard input, and prints JSON", async () => {
    const { code, stdout } = await edgemint(["explain", "-", "--json"], { stdin: `log: ${error}` });
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).id, "dwd_not_authorized");
  });

  test("has the code 1 for what it does not know", async () => {
    const unknown = { code: 1, stdout: "This error is not a known one.\n", stderr: "" };
    assert.deepEqual(await edgemint(["explain", "all is well"]), unknown);
    assert.equal((await edgemint(["explain", "all is well", "--json"])).stdout, "null\n");
  });
});
