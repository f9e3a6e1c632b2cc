/** docs/CLI.md shows what the commands print. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { createMinter } from "edgemint";

import { startGoogle } from "../../standin/index.js";
import { createFolder, edgemint } from "../support/edgemint-command.js";

const document = readFileSync(new URL("../../docs/CLI.md", import.meta.url), "utf8");
const { file, remove } = createFolder();
let google;

before(async () => (google = await startGoogle()));
after(async () => {
  remove();
  await google.close();
});

/** The command of an example, and what is shown below it. */
function example(command) {
  const [, line, shown] = new RegExp(`\`\`\`sh\nnpx edgemint (${command} .+)\n\`\`\`\n\n\`\`\`\n([^]+?)\`\`\``).exec(document);
  const args = line.match(/'[^']*'|\S+/g).map((word) => word.replaceAll("'", ""));
  return { args, shown };
}

/** What differs from one machine to another, as in the document. */
const asShown = (stdout) =>
  stdout
    .replaceAll(google.tokenUri, "https://oauth2.googleapis.com/token")
    .replaceAll(google.key.client_email, "mailer@my-project.iam.gserviceaccount.com")
    .replaceAll(google.key.client_id, "123456789012345678901")
    .replaceAll(google.key.private_key_id, "19baf9c64eeabde649c37c45ff4cd25c2976214f");

/** With the files that the command names. */
const run = (args, files, ...more) => edgemint([...args.map((arg) => files[arg] ?? arg), ...more]);

test("doctor", async () => {
  const { args, shown } = example("doctor");
  const { stdout } = await run(args, { "key.json": file(google.key) }, "--token-uri", google.tokenUri);
  assert.equal(asShown(stdout), shown);
});

test("inspect", async () => {
  const { args, shown } = example("inspect");
  const minter = await createMinter({ credentials: google.key, tokenUri: google.tokenUri });
  const assertion = await minter.createAssertion("ada@example.com", "gmail.readonly");
  const files = { "assertion.txt": file(assertion), "key.json": file(google.key) };
  const { stdout } = await run(args, files, "--token-uri", google.tokenUri);
  const [checks] = asShown(stdout).split("\n\n");
  // A second more or less.
  assert.equal(`${checks.replace(/\d+ seconds ago/, "10 seconds ago")}\n`, shown);
});

test("explain", async () => {
  const { args, shown } = example("explain");
  assert.equal((await run(args, {})).stdout, shown);
});

test("every command and option of the document is one", async () => {
  for (const name of ["token", "doctor", "inspect", "explain", "policy"]) {
    assert.ok(document.includes(`| \`${name}\` |`), name);
  }
  const helps = await Promise.all(["token", "doctor", "inspect", "explain"].map((name) => edgemint([name, "--help"])));
  const all = helps.map(({ stdout }) => stdout).join("");
  for (const [option] of document.matchAll(/--[a-z][a-z-]+/g)) assert.ok(all.includes(option), option);
});
