/** docs/policy.schema.json, for editors, and the parser of the crate say the same of every policy in the table. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

import { Ajv2020 } from "ajv/dist/2020.js";
import { loadTools } from "../../src/js/cli/policy/tools.js";

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const { base, rows } = read("tests/policies/policies.json");
const fitsSchema = new Ajv2020({ strict: true, strictRequired: false }).compile(read("docs/policy.schema.json"));

let parse;
before(async () => {
  const tools = loadTools();
  parse = (policy) => JSON.parse(tools.call(({ checkPolicy }) => checkPolicy(JSON.stringify(policy))));
});

/** The base with one value changed, or taken out where the row has none. */
function policyOf({ at, ...row }) {
  const policy = structuredClone(base);
  const names = at.slice(1).split("/");
  const last = names.pop();
  const parent = names.reduce((value, name) => value[name], policy);
  if ("value" in row) parent[last] = row.value;
  else delete parent[last];
  return policy;
}

test("the base is a policy", () => {
  assert.equal(fitsSchema(base), true);
  assert.equal(parse(base).valid, true);
});

for (const row of rows) {
  test(`${row.valid ? "takes" : "refuses"} ${row.what}`, () => {
    const policy = policyOf(row);
    const { valid, path } = parse(policy);
    assert.deepEqual({ valid, path }, { valid: row.valid, path: row.path });
    assert.equal(fitsSchema(policy), row.valid || row.beyond_schema === true);
  });
}
