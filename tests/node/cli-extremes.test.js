/** Files and standard input of any kind: each command says what is wrong with them, and ends. */
import assert from "node:assert/strict";
import { Readable, Writable } from "node:stream";
import { after, test } from "node:test";

import { cli } from "../../src/js/cli/cli.js";
import { createFolder } from "../support/edgemint-command.js";
import { TEXTS } from "../support/extremes.js";

const { file, remove } = createFolder();
after(remove);

/** The command in this process: a fault inside would end it, and with it the test. */
async function run(args, stdin = "") {
  const said = { stdout: "", stderr: "" };
  const into = (name) => new Writable({ write: (chunk, _, done) => done(void (said[name] += chunk)) });
  const io = { stdin: Readable.from([Buffer.from(stdin)]), stdout: into("stdout"), stderr: into("stderr"), env: {} };
  return { code: await cli(args, io), ...said };
}

/** What a terminal obeys, or does not show, but for the ends of lines. */
const OBEYED = /[[\p{C}\p{Zl}\p{Zp}]--[\n]]/v;

const COMMANDS = {
  "token, as its key": (path) => ["token", "--key", path, "--user", "ada@example.com", "--scopes", "openid"],
  "token, as its user": (_, text) => ["token", "--key", "env:NONE", `--user=${text}`, "--scopes", "openid"],
  "doctor, as its key": (path) => ["doctor", "--key", path, "--user", "ada@example.com", "--scopes", "openid"],
  "inspect, as what it looks at": (path) => ["inspect", path],
  "inspect, as its key": (path) => ["inspect", "eyJ", "--key", path],
  "inspect, from standard input": () => ["inspect", "-"],
  "explain, from standard input": () => ["explain", "-"],
  "policy check": (path) => ["policy", "check", path],
  "policy explain, as its user": (path, text) => ["policy", "explain", path, `--caller=${text}`, `--user=${text}`, `--scopes=${text}`],
};

for (const [what, args] of Object.entries(COMMANDS)) {
  test(what, async () => {
    for (const [kind, make] of Object.entries(TEXTS)) {
      const text = make();
      const { code, stdout, stderr } = await run(args(file(text), text), text);
      assert.ok([0, 1, 2].includes(code), `${kind}: ${code} ${stderr}`);
      assert.ok((stdout + stderr).length > 20, `${kind}: it says something`);
      assert.doesNotMatch(stderr, /internal|fault of its own|RuntimeError/, kind);
      assert.doesNotMatch(stdout + stderr, OBEYED, kind);
    }
  });
}
