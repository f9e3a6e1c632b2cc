/** The policy command, as people and programs run it, and as docs/POLICY.md shows it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { createFolder, edgemint } from "../support/edgemint-command.js";

const document = readFileSync(new URL("../../docs/POLICY.md", import.meta.url), "utf8");
const example = JSON.parse(document.match(/```json\n([^]+?)```/)[1]);

const { file, path: folder, remove } = createFolder();
after(remove);

const run = (...args) => edgemint(["policy", ...args]);
const ask = (...args) => run("explain", file(example), "--caller", "mail-digest", "--user", "ada@example.com", ...args);

describe("check", () => {
  test("says what a policy holds, for people", async () => {
    const { code, stdout } = await run("check", file(example));
    assert.equal(code, 0);
    assert.match(stdout, /is a policy\.\n/);
    assert.match(stdout, /\nmail-digest\n {2}proof +a secret\n {2}users +\*@example\.com, grace@example\.org\n/);
    assert.match(stdout, /proof +the Access identity ada@example\.com or .+ or a service binding\n/);
  });

  test("and for programs", async () => {
    const { code, stdout } = await run("check", file(example), "--json");
    const { valid, callers, operators, origins, access } = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.equal(valid, true);
    assert.deepEqual(callers.map(({ name }) => name), ["mail-digest", "rota"]);
    assert.deepEqual(callers[0].routes[0].methods, ["GET"]);
    assert.deepEqual(
      { operators, origins, access },
      { operators: ["metrics"], origins: ["https://app.example.com"], access: "acme.cloudflareaccess.com" },
    );
  });

  test("says where a policy is malformed, and quotes nothing of it", async () => {
    const policy = structuredClone(example);
    policy.callers[0].secret_sha256.push("hunter2");
    const { code, stdout, stderr } = await run("check", file(policy));
    assert.equal(code, 1);
    assert.match(stdout, /is no policy\.\n {2}callers\[0\]\.secret_sha256\[1\]: should be a SHA-256/);
    assert.doesNotMatch(stdout + stderr, /hunter2/);
    const { valid, path } = JSON.parse((await run("check", file("hunter2"), "--json")).stdout);
    assert.deepEqual({ valid, path }, { valid: false, path: "" });
  });
});

test("explain says whether a caller may speak for the service account itself", async () => {
  const policy = structuredClone(example);
  policy.callers[0].as_service_account = true;
  const itself = ["--as-service-account", "--scopes", policy.callers[0].scopes[0]];
  const granted = await run("explain", file(policy), "--caller", policy.callers[0].name, ...itself);
  assert.deepEqual([granted.code, granted.stderr], [0, ""]);
  assert.match(granted.stdout, /^Granted: .+ for the service account itself\./);
  const denied = await run("explain", file(example), "--caller", policy.callers[0].name, ...itself);
  assert.equal(denied.code, 1);
  assert.match(denied.stdout, /"as_service_account": true/);
  assert.equal((await run("explain", file(policy), "--caller", "mail-digest", "--user", "a@example.com", ...itself)).code, 2);
});

describe("the routes of docs/POLICY.md", () => {
  const MESSAGES = "/proxy/gmail.googleapis.com/gmail/v1/users/me/messages";
  const [sending, labelling] = [...document.matchAll(/```json policy\n([^]+?)```/g)].map(([, text]) => JSON.parse(text));
  const broad = structuredClone(sending);
  broad.callers[0].proxy[0].paths = ["/gmail/v1/users/me/messages"];

  /** What of `requests` may be sent, by the policy command. */
  async function granted(policy, requests) {
    const [{ name, users }] = policy.callers;
    const caller = ["--caller", name, "--user", users[0].replace("*", "ada")];
    const outcomes = requests.map(async (request) => {
      const [method, path] = request.split(" ");
      const { code } = await run("explain", file(policy), ...caller, "--method", method, "--target", MESSAGES + path);
      return code === 0;
    });
    const allowed = await Promise.all(outcomes);
    return requests.filter((_, index) => allowed[index]);
  }

  const POSTS = ["POST /send", "POST /17/trash", "POST /17/modify", "POST /batchDelete", "POST /batchModify", "POST "];
  const OTHERS = ["GET ", "GET /17", "GET /17/attachments/1", "DELETE /17", "PUT /17"];
  const REQUESTS = [...POSTS, ...OTHERS];

  test("POST on messages covers whatever is posted below it", async () => {
    assert.deepEqual(await granted(broad, REQUESTS), POSTS);
  });

  test("the narrow one sends, and does nothing else", async () => {
    assert.deepEqual(await granted(sending, REQUESTS), ["POST /send"]);
  });

  test("the other reads and labels, and neither sends nor deletes", async () => {
    const expected = ["POST /batchModify", "GET ", "GET /17", "GET /17/attachments/1"];
    assert.deepEqual(await granted(labelling, REQUESTS), expected);
  });
});

test("npm run policy is the same command, from the sources", () => {
  const script = fileURLToPath(new URL("../../scripts/policy.js", import.meta.url));
  const result = spawnSync(process.execPath, [script, "check", file("{"), "--json"], { encoding: "utf8" });
  assert.equal(result.status, 1);
  assert.equal(JSON.parse(result.stdout).valid, false);
});

describe("explain", () => {
  test("a grant has the code 0, a denial and a malformed policy 1", async () => {
    const granted = await ask("--scopes", "gmail.readonly, calendar.readonly", "--json");
    assert.equal(granted.code, 0);
    assert.equal(JSON.parse(granted.stdout).granted, true);

    const denied = await ask("--scopes", "gmail.readonly gmail.send", "--json");
    assert.equal(denied.code, 1);
    const missing = JSON.parse(denied.stdout).steps.filter(({ holds }) => !holds);
    assert.deepEqual(missing.map(({ rule }) => rule), ["scopes"]);

    const malformed = await run("explain", file("{"), "--caller", "a", "--user", "b", "--scopes", "c");
    assert.equal(malformed.code, 1);
    assert.match(malformed.stdout, /is no policy/);
  });

  test("a request through the proxy", async () => {
    const target = "/proxy/gmail.googleapis.com/gmail/v1/users/me/messages/17";
    assert.equal((await ask("--target", target)).code, 0);
    const denied = await ask("--target", target, "--method", "DELETE");
    assert.equal(denied.code, 1);
    assert.match(denied.stdout, /^Denied: mail-digest may not send DELETE .+\n[^]*no +route +.*other methods/);
    assert.match((await ask("--target", `${target}/%2e%2e`)).stdout, /no +target +has an escape for a dot/);
  });

  test("the document's commands print what it shows", async () => {
    const shown = [...document.matchAll(/```sh\n([^`]*edgemint policy explain[^`]*)```\n\n```\n([^]+?)```/g)];
    assert.equal(shown.length, 2);
    for (const [, commands, output] of shown) {
      const [words] = commands.trim().split("\n").slice(-1);
      const args = words.match(/"[^"]*"|\S+/g).slice(3).map((word) => word.replaceAll('"', ""));
      assert.equal(args[1], "policy.json");
      args[1] = file(example);
      assert.equal((await run(...args)).stdout, output);
    }
  });
});

describe("a command that makes no sense has the code 2 and says what is missing", () => {
  const senseless = [
    [[], /The command is check or explain/],
    [["grant", "x.json"], /The command is check or explain/],
    [["check"], /It takes one file/],
    [["check", "a.json", "b.json"], /It takes one file/],
    [["check", join(folder, "none.json")], /The file cannot be read/],
    [["check", "a.json", "--caller", "x"], /--caller is for explain/],
    [["explain", "a.json", "--user", "x", "--scopes", "y"], /--caller is missing/],
    [["explain", "a.json", "--caller", "x", "--scopes", "y"], /--user is missing/],
    [["explain", "a.json", "--caller", "x", "--user", "y"], /--scopes or --target is missing/],
    [["explain", "a.json", "--caller", "x", "--user", "y", "--scopes", "z", "--method", "GET"], /--method needs --target/],
    [["check", "a.json", "--verbose"], /Unknown option --verbose/],
  ];
  for (const [args, message] of senseless) {
    test(args.join(" ") || "nothing", async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.match(stderr, /`npx edgemint policy --help`/);
    });
  }

  test("--help is none of these", async () => {
    const { code, stdout } = await run("--help");
    assert.equal(code, 0);
    assert.match(stdout, /^npx edgemint policy check FILE/);
  });
});
