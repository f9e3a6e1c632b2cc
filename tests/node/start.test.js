/** The start command, run as people and programs run it: wrangler dev, workerd and all. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { processes } from "../../scripts/lib/workerd/processes.js";
import { startGoogle } from "../../standin/index.js";
import { freePort } from "../support/listen.js";
import { GROUP_PATIENCE_MS, PATIENCE_MS } from "../support/patience.js";

const script = fileURLToPath(new URL("../../scripts/start.js", import.meta.url));
const GMAIL_READONLY = "https://www.googleapis.com/auth/gmail.readonly";
const WHOLE_TOKEN = /ya29\.[\w-]{20}/;

/** Holds the tests' own key file, and the temporary files of the command. */
const folder = mkdtempSync(join(tmpdir(), "start-test-"));
const keyFile = join(folder, "key.json");
const temporary = mkdtempSync(join(folder, "tmp-"));

/** Those that the running test started. */
const commands = [];

let google;
before(async () => {
  google = await startGoogle();
  writeFileSync(keyFile, JSON.stringify(google.key), { mode: 0o600 });
});
after(async () => {
  await google.close();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  for (const { child, ended } of commands.splice(0)) {
    // Where a test failed before it stopped its own; the second is for one that does not stop.
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    await ended;
    clearTimeout(timer);
  }
  assert.deepEqual(readdirSync(temporary), [], "temporary files remain");
});

/** Starts the command; `ended` gives its exit code and all that it printed. */
function start(...args) {
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (chunk) => (printed[name] += chunk));
  }
  const ended = once(child, "close").then(([code]) => ({ code, ...printed }));
  const command = { child, printed, ended };
  commands.push(command);
  return command;
}

const run = (...args) => start(...args).ended;

/** Waits until the command has printed this, or has ended without it. */
async function says({ child, printed }, pattern) {
  while (!pattern.test(printed.stderr)) {
    if (child.exitCode !== null) assert.fail(`ended without ${pattern}:\n${printed.stderr}`);
    await Promise.race([once(child.stderr, "data"), once(child, "exit")]);
  }
  return printed.stderr.match(pattern);
}

/** wrangler and workerd have their port on the command line. */
const processesFor = (port) =>
  processes().filter(({ args }) => args.includes(`--port=${port}`) || args.includes(`127.0.0.1:${port}`));

/** Nobody answers on the port of a Worker, and no process was started for it and is left. */
async function assertGone(port) {
  await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
  assert.deepEqual(processesFor(port), []);
}

const withKey = (...args) =>
  ["--key", keyFile, "--token-uri", google.tokenUri, "--user", "grace@example.com", ...args];

describe("the start command", { timeout: GROUP_PATIENCE_MS }, () => {
  test("--once --json: one object about a token, and nothing is left", async () => {
    const port = await freePort();
    const { code, stdout, stderr } = await run("--once", "--json", "--port", `${port}`);
    assert.equal(code, 0, stderr);
    const { token, assertion, timings_ms: timings, ...rest } = JSON.parse(stdout);

    assert.match(token.access_token, /^ya29\..{7}… \(\d+ characters\)$/);
    assert.equal(token.token_type, "Bearer");
    assert.equal(token.user, "ada@example.com");
    assert.equal(token.scope, GMAIL_READONLY);
    assert.ok(token.expires_at * 1000 > Date.now());
    assert.equal(assertion.header.alg, "RS256");
    assert.equal(assertion.claims.sub, "ada@example.com");
    assert.equal(assertion.claims.scope, GMAIL_READONLY);
    assert.deepEqual(Object.keys(timings), ["setup", "build", "start", "mint", "cached"]);
    assert.ok(Object.values(timings).every(Number.isInteger));
    assert.match(rest.runtime, /^workerd \d{4}-\d\d-\d\d$/);
    assert.equal(typeof rest.signer, "string");
    assert.deepEqual(rest.cache, ["miss", "hit"]);
    assert.equal(rest.endpoint, "stand-in");

    assert.doesNotMatch(stderr, WHOLE_TOKEN);
    await assertGone(port);
    await assert.rejects(fetch(assertion.claims.aud), "the stand-in still answers");
  });

  test("--once: says in words what happened, and that the stand-in is not Google", async () => {
    const { code, stdout, stderr } = await run("--once", "--user", "grace@example.com");
    assert.equal(code, 0, stderr);
    for (const line of [
      /stand-in for Google .* this is not Google$/m,
      /^ {2}first call .* cache miss/m,
      /^ {2}second call .* cache hit/m,
      /^ {2}sub .* grace@example\.com$/m,
      /^ {2}a token for grace@example\.com +200 +grace@example\.com/m,
      /^ {2}a token without a user +400 +Precondition check failed\. \(FAILED_PRECONDITION\)$/m,
    ]) {
      assert.match(stdout, line);
    }
    assert.doesNotMatch(stdout + stderr, WHOLE_TOKEN);
  });

  test("--key: serves with the key at the named endpoint until Ctrl-C", async () => {
    google.reset();
    const port = await freePort();
    const running = start(...withKey("--scopes", "gmail.readonly,calendar", "--json", "--port", `${port}`));
    const [, curl] = await says(running, /\n\s+(curl [^]*\})'\n/);
    const { endpoint, assertion } = JSON.parse(running.printed.stdout);
    assert.equal(endpoint, google.tokenUri);
    const [exchange] = google.exchanges;
    for (const claim of ["iss", "sub", "scope", "aud"]) {
      assert.equal(assertion.claims[claim], exchange.claims[claim]);
    }

    const response = await fetch(curl.match(/http:\S+/)[0], {
      method: "POST",
      headers: { Authorization: curl.match(/Bearer [\w-]+/)[0], "Content-Type": "application/json" },
      body: curl.match(/\{.*\}/)[0],
    });
    assert.equal(response.status, 200);
    assert.equal(google.tokenInfo((await response.json()).access_token).user, "grace@example.com");
    assert.equal(google.exchanges.length, 1);

    const keyBytes = google.key.private_key.split("\n")[3];
    assert.ok(processesFor(port).some(({ args }) => args.includes("workerd")));
    assert.ok(!JSON.stringify(processes()).includes(keyBytes));

    running.child.kill("SIGINT");
    const { code, stdout, stderr } = await running.ended;
    assert.equal(code, 0, stderr);
    assert.ok(!(stdout + stderr).includes(keyBytes));
    await assertGone(port);
  });

  test("Ctrl-C while the Worker starts stops it as well", async () => {
    const port = await freePort();
    const running = start("--port", `${port}`);
    await says(running, /wrangler dev/);
    running.child.kill("SIGINT");
    const { code, stdout } = await running.ended;
    assert.deepEqual([code, stdout], [0, ""]);
    await assertGone(port);
  });

  test("a refused mint is explained, with --once by exit code 1", async () => {
    const { code, stdout, stderr } = await run("--once", "--json", "--user", "nobody@example.com");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /Invalid email or User ID/);
    assert.match(stderr, /^ {2}remedy +Use the primary address of an active user/m);
    assert.match(stderr, /^ {2}code +invalid_grant$/m);
  });

  test("a bad key is explained without its bytes", async () => {
    const bad = join(folder, "bad-key.json");
    const half = google.key.private_key.slice(0, 900);
    writeFileSync(bad, JSON.stringify({ ...google.key, private_key: half }), { mode: 0o600 });
    const args = ["--key", bad, "--user", "ada@example.com", "--scopes", "gmail.readonly"];
    const { code, stdout, stderr } = await run("--once", ...args, "--token-uri", google.tokenUri);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /private_key/);
    assert.match(stderr, /^ {2}code +invalid_key$/m);
    assert.ok(!stderr.includes(half.split("\n")[3]));
  });

  test("a taken port is named", async () => {
    const { port } = new URL(google.url);
    const { code, stderr } = await run("--once", "--port", port);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^Port ${port} .*leave out --port`, "m"));
  });

  for (const [args, line] of [
    [["--colour"], /^start: Unknown option '--colour'/],
    [["gmail.readonly"], /^start: Unexpected argument 'gmail\.readonly'/],
    [["--port", "70000"], /^start: --port takes a number from 1 to 65535, not "70000"/],
    [["--user", "ada@example.org"], /^start: the stand-in .* example\.com only/],
    [["--key", "no-such-key.json", "--user", "a@b.example", "--scopes", "openid"], /^start: the key file cannot be read/],
    [["--key", keyFile, "--scopes", "openid"], /^start: --key needs --user/],
    [["--key", keyFile, "--user", "ada@example.com"], /^start: --key needs --scopes/],
    [["--token-uri", "http://127.0.0.1:1/token"], /^start: --token-uri needs --key/],
  ]) {
    test(`${args.join(" ").replace(keyFile, "key.json")}: one line, exit code 2`, async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, line);
      assert.equal(stderr.trimEnd().split("\n").length, 1);
    });
  }

  test("--help lists the options", async () => {
    const { code, stdout } = await run("--help");
    assert.equal(code, 0);
    for (const option of ["--key", "--user", "--scopes", "--token-uri", "--port", "--once", "--json"]) {
      assert.ok(stdout.includes(option), option);
    }
  });
});
