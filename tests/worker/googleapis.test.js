/** The whole of googleapis, as npm has it, in a Worker: it takes edgemint's client for one of its own. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startGoogle } from "../../standin/index.js";
import { bundled } from "../google/bundled.js";
import { googlesSample } from "../google/googles-sample.js";
import { inWorkerd } from "../google/in-workerd.js";
import { GOOGLES_TOKEN_URI } from "../google/lead-to.js";
import { checkSeeds } from "../google/seed-suite.js";

let google;
let worker;

before(async () => {
  google = await startGoogle({ audience: GOOGLES_TOKEN_URI });
  const modules = await bundled("tests/google/worker.js", { "googles-sample": googlesSample() });
  worker = await inWorkerd(modules, { CREDS: JSON.stringify(google.key) }, google);
});
after(async () => {
  await worker?.close();
  await google?.close();
});

for (const user of ["ada@example.com", "grace@example.com"]) {
  test(`a program for Gmail runs for ${user}`, async () => {
    const response = await worker.get(`/gmail?user=${user}`);
    assert.equal(response.status, 200, await response.clone().text());
    const result = await response.json();
    assert.deepEqual([result.user, result.newest, result.sent], [user, "Re: Lunch", ["SENT"]]);
    assert.ok(result.labels.includes("INBOX"));
    assert.equal(google.exchanges.filter(({ subject }) => subject === user).length, 1);
  });
}

test("the program that this project began with runs as it was, with another import", async () => {
  const response = await worker.get("/seed?user=ada@example.com");
  assert.equal(response.status, 200, await response.clone().text());
  checkSeeds(google, await response.json());
});

test("a key in a file is refused where there are no files, with what to do", async () => {
  const { code, message, remedy } = await (await worker.get("/key-file")).json();
  assert.equal(code, "invalid_key");
  assert.match(message, /keyFile/);
  assert.match(remedy, /client_email and private_key as email and key.* in a Worker keep it as a secret/);
});

test("streams of Node's go up and come down", async () => {
  const response = await worker.get("/media?user=ada@example.com");
  assert.equal(response.status, 200, await response.clone().text());
  const { mails } = await response.json();
  assert.deepEqual(mails, Array(2).fill("To: grace@example.com\r\nSubject: Streamed\r\n\r\nIn two pieces.\r\n"));
});

test("Google's own sample of a JWT client runs, with another import", async () => {
  const response = await worker.get("/sample");
  assert.equal(response.status, 200, await response.clone().text());
  assert.deepEqual(await response.json(), [{ kind: "dns#project", id: google.key.project_id }]);
});
