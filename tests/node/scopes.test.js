/** The list of Google's scopes: what the core, editors and Google's documents make of it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { createMinter } from "edgemint";
import { scopes } from "edgemint/scopes";

import { readScopes } from "../../scripts/lib/scopes/documents.js";
import { classified, sensitivityOf } from "../../scripts/lib/scopes/sensitivity.js";
import { createDemoKey } from "../../standin/index.js";
import { decodeAssertion } from "../../standin/token/assertion.js";
import { completionsBetween } from "../support/language-server.js";

const names = scopes.map(({ name }) => name);

test("the core expands every name to the full name that is listed, which it takes as it is", async () => {
  const minter = await createMinter({ credentials: await createDemoKey({ tokenUri: "https://oauth2.googleapis.com/token" }) });
  assert.ok(scopes.length > 500);
  for (const { name, scope } of scopes) {
    for (const given of new Set([name, scope])) {
      const { claims } = decodeAssertion(await minter.createAssertion("ada@example.com", given));
      assert.equal(claims.scope, scope, given);
    }
  }
});

test("a name is the short one, but where there is none", () => {
  const full = names.filter((name) => name.includes(":"));
  assert.deepEqual(full, [
    "https://mail.google.com/",
    "https://www.google.com/calendar/feeds",
    "https://www.google.com/m8/feeds",
  ]);
});

test("the list is sorted by name, and has each once", () => {
  assert.deepEqual(names, [...new Set(names)].sort());
  assert.equal(new Set(scopes.map(({ scope }) => scope)).size, scopes.length);
});

test("every scope has an API, and a description or none", () => {
  for (const { scope, apis, description } of scopes) {
    assert.ok(apis.length > 0, scope);
    assert.deepEqual(apis, [...new Set(apis)].sort(), scope);
    assert.notEqual(description, "", scope);
  }
});

test("the list says how much a scope opens where a page of Google's does", () => {
  for (const name of classified) assert.ok(names.includes(name), name);
  for (const { name, sensitivity } of scopes) assert.equal(sensitivity, sensitivityOf(name), name);
  assert.equal(scopes.find(({ name }) => name === "gmail.readonly").sensitivity, "restricted");
  assert.equal(scopes.find(({ name }) => name === "gmail.send").sensitivity, "sensitive");
});

const inAnEditor = new URL("../types/in-an-editor.ts", import.meta.url).href;

test("editors complete every scope of the list by both names, and nothing else", async () => {
  const before = 'import type { Scope } from "edgemint/scopes";\nconst scopes: Scope[] = ["';
  const completions = await completionsBetween(inAnEditor, before, '"];\n');
  const expected = new Set(scopes.flatMap(({ name, scope }) => [name, scope]));
  assert.deepEqual([...new Set(completions)].sort(), [...expected].sort());
});

test("editors complete scopes wherever they are asked for", async () => {
  const places = [
    ['import { createMinter } from "edgemint";\n(await createMinter({ credentials: "" })).getToken("", ["', '"]);\n'],
    ['import { JWT } from "edgemint/google";\nnew JWT({ scopes: ["', '"] });\n'],
    ['import { explain } from "edgemint/diagnose";\nexplain("", { scopes: ["', '"] });\n'],
  ];
  for (const [before, after] of places) {
    const completions = await completionsBetween(inAnEditor, before, after);
    assert.ok(completions.includes("gmail.readonly"), before);
  }
});

const auth = (scopes) => ({
  oauth2: { scopes: Object.fromEntries(Object.entries(scopes).map(([name, description]) => [name, { description }])) },
});
const notes = "https://www.googleapis.com/auth/notes";
const documentationLink = "https://developers.google.com/workspace/notes";

function readDocuments(t, documents) {
  const folder = mkdtempSync(join(tmpdir(), "edgemint-scopes-"));
  t.after(() => rmSync(folder, { recursive: true }));
  documents.forEach((document, at) => writeFileSync(join(folder, `${at}.json`), JSON.stringify(document)));
  return readScopes(folder);
}

test("a scope that several documents name is one, described as most of them do", (t) => {
  const { scopes, revision } = readDocuments(t, [
    { title: "Notes API", revision: "20260102", documentationLink, auth: auth({ [notes]: "See  your notes" }) },
    { title: "Notes API", revision: "20260304", documentationLink, auth: auth({ [notes]: "View notes" }) },
    { title: "Archive API", revision: "20250506", documentationLink, auth: auth({ [notes]: "View notes" }) },
    { title: "API without scopes", revision: "20240708" },
  ]);
  assert.equal(revision, "20260304");
  const group = "workspace";
  const expected = { scope: notes, name: "notes", apis: ["Archive API", "Notes API"], description: "View notes", group };
  assert.deepEqual(scopes, [{ ...expected, sensitivity: undefined }]);
});

test("a scope that Google does not describe has no description", (t) => {
  const [scope] = readDocuments(t, [{ title: "Notes API", auth: auth({ [notes]: `Private Service: ${notes}` }) }]).scopes;
  assert.equal(scope.description, undefined);
});
