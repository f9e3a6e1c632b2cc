/** What every command of `npx edgemint` has in common. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { colours } from "../../src/js/cli/output.js";
import { edgemint } from "../support/edgemint-command.js";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const COMMANDS = ["token", "doctor", "inspect", "explain", "policy"];

describe("help", () => {
  test("names every command and every exit code", async () => {
    const { code, stdout, stderr } = await edgemint(["--help"]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    for (const name of COMMANDS) assert.match(stdout, new RegExp(`^ {2}${name} +\\w`, "m"));
    for (const exit of [0, 1, 2, 3]) assert.match(stdout, new RegExp(`with ${exit} where`));
  });

  for (const name of COMMANDS) {
    test(`of ${name}, whatever else is given`, async () => {
      const { code, stdout, stderr } = await edgemint([name, "--frobnicate", "--help"]);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
      assert.ok(stdout.startsWith(`npx edgemint ${name} `), stdout);
      assert.match(stdout, /--json +\w/);
    });
  }

  test("fits a terminal", async () => {
    for (const args of [[], ...COMMANDS.map((name) => [name])]) {
      const { stdout } = await edgemint([...args, "--help"]);
      for (const line of stdout.split("\n")) assert.ok(line.length <= 105, line);
    }
  });
});

test("--version is the package's", async () => {
  assert.deepEqual(await edgemint(["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
});

describe("a command that makes no sense has the code 2, names the mistake and repeats nothing", () => {
  const minting = ["--user", "ada@example.com", "--scopes", "openid"];
  const senseless = [
    [[], /^edgemint: There is no command\. There are: token, doctor/],
    [["hunter2"], /^edgemint: There is no such command\./],
    [["token", ...minting], /^edgemint token: There is no key: give --key, or set GOOGLE_APPLICATION_CREDENTIALS\./],
    [["token", "--scopes", "openid"], /--user is missing/],
    [["token", "--user", " ", "--scopes", "openid"], /--user is missing/],
    [["doctor", "--user", "ada@example.com"], /^edgemint doctor: --scopes is missing/],
    [["token", ...minting, "--hunter2"], /There is an unknown option\./],
    [["token", ...minting, "-----BEGIN PRIVATE KEY-----hunter2"], /There is an unknown option\./],
    [["token", ...minting, "--colour"], /Unknown option --colour\./],
    [["token", ...minting, "hunter2"], /There is an argument too many\./],
    [["token", ...minting, "--key"], /--key needs a value\./],
    [["token", "--user", "--scopes", "openid"], /--user needs a value\./],
    [["token", ...minting, "--json=hunter2"], /--json takes no value\./],
    [["token", ...minting, "--json", "--curl"], /--curl and --json exclude each other/],
    [["token", ...minting, "--url", "https://hunter2.example.com"], /--url needs --curl/],
    [["token", ...minting, "--curl"], /--curl knows no address for these scopes: name one with --url/],
    [["token", ...minting, "--curl", "--url", "hunter2"], /--url is not a web address/],
    [["token", ...minting, "--curl", "--url", "http://hunter2.example"], /--url is plain http/],
    [["inspect"], /It takes one file, text or -\./],
    [["inspect", "hunter2", "hunter2"], /It takes one file, text or -\./],
    [["inspect", "-", "--key", "-"], /Only one of the two can be standard input\./],
    [["inspect", "hunter2", "--token-uri", "hunter2"], /--token-uri is not a web address/],
    [["explain"], /It takes one text, in quotes, or -\./],
    [["explain", "hunter2", "hunter2"], /It takes one text, in quotes, or -\./],
    [["doctor", ...minting, "--api-url", "ftp://hunter2"], /--api-url is not a web address/],
    [["doctor", ...minting, "--api-url", "http://hunter2.example"], /--api-url is plain http/],
  ];
  for (const [args, message] of senseless) {
    test(args.join(" ") || "nothing", async () => {
      const { code, stdout, stderr } = await edgemint(args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
      assert.match(stderr, message);
      assert.match(stderr, /`npx edgemint.* --help` says how\.\n$/);
      assert.doesNotMatch(stderr, /hunter2/);
    });
  }
});

test("colours are for a terminal, and not where NO_COLOR is set", () => {
  const red = (stream, env) => colours(stream, env).red("x");
  assert.equal(red({ isTTY: true }, {}), "\x1b[31mx\x1b[0m");
  assert.equal(red({ isTTY: true }, { NO_COLOR: "" }), "\x1b[31mx\x1b[0m");
  assert.equal(red({ isTTY: true }, { NO_COLOR: "1" }), "x");
  assert.equal(red({ isTTY: true }, { TERM: "dumb" }), "x");
  assert.equal(red({}, {}), "x");
});
