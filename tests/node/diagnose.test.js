/** `edgemint/diagnose`: each known error in each form, what is wrong with what somebody pastes, and nothing repeated of it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect as print } from "node:util";

import { EdgemintError } from "edgemint";
import { explain, explainApiError, inspect } from "edgemint/diagnose";

import { createDemoKey } from "../../standin/index.js";
import { secretFinder } from "../support/secrets.js";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const tables = vectors("google_errors.json");
const key = await createDemoKey({ tokenUri: "https://oauth2.googleapis.com/token" });
const findSecret = secretFinder(key);

/** The texts under which a row is seen, as Google has varied them. */
function spellings(row, field) {
  return [row[field], ...(row.variants ?? [])]
    .map((seen) => seen.replace("<any>", "Something new.").replace("<value>", "refresh").replace("<n>", "421907"))
    .flatMap((seen) => [seen, seen.toUpperCase(), `${seen.replaceAll("&quot;", '"')}.`, seen.replace(/^\w+/, "'$&'")]);
}

/** What Node prints of an error that carries an answer, as gaxios throws it. */
function thrown(message, data) {
  return print(Object.assign(new Error(message), { response: { status: 400, data } }), { depth: 9 });
}

const refusals = (error, description) => {
  const answer = { error, error_description: description };
  const refusal = { error, errorDescription: description };
  const facts = { code: error, remedy: "Something.", retryable: false, cause: refusal };
  return [
    JSON.stringify(answer),
    JSON.stringify({ severity: "ERROR", message: `token: ${JSON.stringify(answer)}` }),
    thrown(`${error}: ${description}`, answer),
    print(new EdgemintError("It is refused.", facts)),
    JSON.stringify({ error: { ...facts, upstream: answer } }),
  ];
};

const apiErrors = (status, message) => {
  const answer = { error: { code: 400, message, status, errors: [{ message, domain: "global" }] } };
  return [JSON.stringify(answer), JSON.stringify(answer, null, 2), thrown(message, answer)];
};

test("each refusal of the token endpoint is explained", async () => {
  for (const row of tables.token_endpoint.filter(({ error }) => error)) {
    for (const description of spellings(row, "error_description")) {
      for (const text of refusals(row.error, description)) {
        const { id, origin, retry, likely } = await explain(text, { clientId: "1".repeat(21), scopes: "gmail.readonly" });
        assert.deepEqual([id, origin, retry], [row.id, "token_endpoint", row.retry], text);
        assert.ok(likely.every(({ cause, remedy }) => cause && remedy));
      }
    }
  }
});

test("each error of an API is explained", async () => {
  for (const row of tables.api) {
    for (const message of spellings(row, "message")) {
      for (const text of apiErrors(row.status, message)) {
        const explanations = [await explain(text), await explainApiError(row.http_status, text, { user: "ada@example.com" })];
        assert.deepEqual(explanations.map(({ id, origin }) => [id, origin]), Array(2).fill([row.id, "api"]), text);
      }
    }
  }
});

test("what is known of a token is put in, in each form in which it may be given", async () => {
  const refused = JSON.stringify({ error: "unauthorized_client", error_description: "Unauthorized client or scope in request." });
  const full = "https://www.googleapis.com/auth/gmail.readonly,openid";
  for (const scopes of ["gmail.readonly openid", "openid,gmail.readonly", ["openid", "gmail.readonly"]]) {
    const { paste, likely } = await explain(refused, { clientId: "42", scopes, user: "ada@example.com" });
    assert.deepEqual(paste, { clientId: "42", scopes: full });
    assert.ok(likely[0].steps.some((step) => step.includes(full)) && likely[0].steps[0].includes("example.com"));
  }
  const { paste } = await explain(refused, { clientId: "sa@p.iam.gserviceaccount.com", scopes: "GMAIL" });
  assert.deepEqual(paste, {}, "what cannot be right is not said to be pasted");
});

test("an API's body may be text, parsed, empty or no JSON", async () => {
  const body = { error: { code: 403, message: "Request had insufficient authentication scopes.", status: "PERMISSION_DENIED" } };
  assert.equal((await explainApiError(403, body)).id, "scope_too_small");
  assert.equal((await explainApiError(403, JSON.stringify(body))).id, "scope_too_small");
  assert.equal((await explainApiError(429, "")).id, "rate");
  assert.equal(await explainApiError(502, "<!doctype html>"), null);
});

test("errors that this package throws are explained", async () => {
  const found = await explain(print(new EdgemintError("The user is blank.", { code: "invalid_user", remedy: "Give one." })));
  assert.deepEqual([found.id, found.origin, found.code], ["invalid_user", "edgemint", "invalid_user"]);
});

test("an assertion's time is held against the present unless another is given", async () => {
  const { assertion, now } = vectors("assertions.json").cases[0];
  const then = new Date(now * 1000);
  assert.equal((await inspect(assertion, { now: then })).ok, true);
  assert.equal((await inspect(assertion, { now: then.getTime() })).ok, true);
  assert.equal((await inspect(assertion, { now: then, key: JSON.stringify(vectors("service_account.json")) })).ok, true);
  const unsigned = await inspect(assertion, { now: then, key });
  assert.deepEqual(unsigned.checks.filter(({ ok }) => !ok).map(({ id }) => id), ["signature"]);
});

test("a key never comes out again, however it is pasted", async () => {
  const { private_key: pem } = key;
  const [{ assertion }] = vectors("assertions.json").cases;
  const json = JSON.stringify(key);
  const base64url = (value) => Buffer.from(value).toString("base64url");
  const pasted = [
    json,
    JSON.stringify(key, null, 2),
    Buffer.from(json).toString("base64"),
    JSON.stringify(json),
    pem,
    pem.replaceAll("\n", "\\n"),
    pem.slice(0, 900),
    `${json},`,
    json.slice(0, 900),
    json.replaceAll("\\n", "\n"),
    JSON.stringify({ ...key, client_email: pem, private_key_id: pem, client_id: pem, token_uri: pem, project_id: pem }),
    JSON.stringify({ web: { client_secret: pem } }),
    `${base64url('{"alg":"RS256"}')}.${base64url(JSON.stringify({ iss: pem, scope: pem, aud: pem, iat: pem }))}.c2ln`,
    JSON.stringify({ error: { code: "internal", message: pem, remedy: pem } }),
    `EdgemintError: Service account key: ${pem}`,
    `invalid_grant: Invalid JWT Signature. ${json}`,
  ];
  for (const text of pasted) {
    const answers = [inspect(text), inspect(assertion, { key: text }), explain(text), explainApiError(400, text)];
    assert.equal(findSecret(JSON.stringify(await Promise.all(answers))), null, text.slice(0, 30));
  }
});
