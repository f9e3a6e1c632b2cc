/** The stand-in must refuse what Google refuses, in Google's words: every other suite leans on it. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { CompactSign, decodeJwt, importPKCS8 } from "jose";

import { createDemoKey, createTokenClient, JWT_BEARER, startGoogle } from "../../standin/index.js";
import { scopeUrl } from "../../standin/scopes.js";
import { assertRefused } from "../support/assert-refused.js";

const READONLY = scopeUrl("gmail.readonly");

let google;
let client;
/** A key Google has never heard of. */
let strangerKey;

before(async () => {
  google = await startGoogle();
  client = createTokenClient(google);
  strangerKey = await createDemoKey({ tokenUri: google.tokenUri, name: "stranger" });
});
after(() => google.close());
beforeEach(() => google.reset());

const now = () => google.clock.seconds();
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a good assertion", () => {
  test("gets a token that names its user", async () => {
    const response = await client.attempt();
    const { status, headers } = response;
    const body = await response.json();
    assert.equal(status, 200);
    assert.match(body.access_token, /^ya29\.[\w-]{100,}$/);
    assert.deepEqual({ ...body, access_token: "" }, { access_token: "", expires_in: 3599, token_type: "Bearer" });
    assert.equal(headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal(headers.get("cache-control"), "no-cache, no-store, max-age=0, must-revalidate");
    assert.equal(headers.get("x-edgemint-standin"), "not Google");
    assert.equal(headers.get("access-control-allow-origin"), "*");
    const { user, issuer, scope } = google.tokenInfo(body.access_token);
    assert.deepEqual([user, issuer, scope], ["ada@example.com", google.key.client_email, READONLY]);
    const overHttp = await fetch(`${google.url}/tokeninfo?access_token=${body.access_token}`);
    assert.equal((await overHttp.json()).user, "ada@example.com");
  });

  const accepted = {
    "without a key ID": [() => ({ header: { kid: undefined } }), "ada@example.com"],
    "with the user in capitals": [() => ({ claims: { sub: "ADA@Example.COM" } }), "ada@example.com"],
    "with several scopes": [() => ({ claims: { scope: `${READONLY} openid email` } }), "ada@example.com"],
    "with times in strings": [() => ({ claims: { iat: `${now()}`, exp: `${now() + 60}` } }), "ada@example.com"],
    "without a subject": [() => ({ claims: { sub: undefined } }), null],
    "without a subject or a grant": [() => ({ claims: { sub: undefined, scope: scopeUrl("drive") } }), null],
  };
  for (const [name, [wanted, user]] of Object.entries(accepted)) {
    test(`${name} is accepted`, async () => {
      const response = await client.attempt(wanted());
      assert.equal(response.status, 200);
      assert.equal(google.tokenInfo((await response.json()).access_token).user, user);
    });
  }

  test("with a scope nobody knows gets an ID token only", async () => {
    const scope = `${READONLY} ${scopeUrl("gmail.readonyl")}`;
    const response = await client.attempt({ claims: { scope } });
    assert.equal(response.status, 200);
    const body = await response.json();
    assert.deepEqual(Object.keys(body), ["id_token"]);
    assert.equal(decodeJwt(body.id_token).aud, scope);
  });

  test("two tokens differ, and an unknown one has no information", async () => {
    assert.notEqual(await client.mint(), await client.mint());
    const response = await fetch(`${google.url}/tokeninfo?access_token=ya29.other`);
    assert.equal(response.status, 400);
  });
});

describe("the token request", () => {
  const refused = [
    ["no grant type", { assertion: "x" }, "bad_grant_type"],
    ["another grant type", { grant_type: "password", assertion: "x" }, "bad_grant_type", "password"],
    ["a scope field", { grant_type: JWT_BEARER, assertion: "x", scope: READONLY }, "scope_param"],
    ["no assertion", { grant_type: JWT_BEARER }, "malformed_assertion"],
  ];
  for (const [name, fields, id, detail] of refused) {
    test(`${name} is refused`, async () => assertRefused(await client.post(fields), id, detail));
  }

  test("an assertion sent twice, or with another field, is refused", async () => {
    const assertion = await client.sign();
    for (const extra of [["assertion", assertion], ["client_id", "1"]]) {
      const fields = [["grant_type", JWT_BEARER], ["assertion", assertion], extra];
      await assertRefused(await client.post(fields), "malformed_assertion");
    }
  });

  test("a body that is not a form holds no grant type", async () => {
    const response = await client.exchange(await client.sign(), { headers: { "Content-Type": "application/json" } });
    await assertRefused(response, "bad_grant_type");
  });

  const elsewhere = [
    ["GET", "/token", 405],
    ["PUT", "/token", 405],
    ["GET", "/tokens", 404],
    ["POST", "/", 404],
    ["GET", "/gmail/v1/users/me/threads", 404],
    ["POST", "/gmail/v1/users/me/profile", 404],
    ["OPTIONS", "/token", 204],
  ];
  for (const [method, path, status] of elsewhere) {
    test(`${method} ${path} is answered ${status}`, async () => {
      const response = await fetch(google.url + path, { method });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("x-edgemint-standin"), "not Google");
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
    });
  }

  test("a body over 64 KB is refused", async () => {
    const response = await fetch(google.tokenUri, { method: "POST", body: "x".repeat(70_000) });
    assert.equal(response.status, 413);
  });

  test("the front page says what this is", async () => {
    assert.match(await (await fetch(google.url)).text(), /stand-in.*\n.*Nothing here is Google/);
  });
});

describe("the assertion", () => {
  const good = () => client.sign();
  const malformed = {
    empty: () => "",
    "of two segments": async () => (await good()).split(".").slice(0, 2).join("."),
    "of four segments": async () => (await good()) + ".e30",
    "without a signature": async () => (await good()).replace(/[^.]+$/, ""),
    "in plain base64": async () => (await good()).replace(/^./, "+"),
    "whose claims are no JSON": async () => (await good()).replace(/\..+\./, ".AAAA."),
    "whose claims are a list": async () => (await good()).replace(/\..+\./, `.${encode([])}.`),
  };
  for (const [name, make] of Object.entries(malformed)) {
    test(`${name} is malformed`, async () => {
      await assertRefused(await client.exchange(await make()), "malformed_assertion");
    });
  }

  const badSignature = {
    "changed after signing": async () => (await good()).replace(/\..+\./, `.${encode({ iss: "other" })}.`),
    "of an account that was never registered": () => client.sign({ key: strangerKey }),
    "signed by another key": () => client.sign({ key: { ...google.key, private_key: strangerKey.private_key } }),
    "with the ID of an unknown key": () => client.sign({ header: { kid: "0".repeat(40) } }),
    "with alg none": async () => (await good()).replace(/^[^.]+/, encode({ alg: "none" })),
    "with alg HS256": async () => (await good()).replace(/^[^.]+/, encode({ alg: "HS256" })),
    "without an alg": async () => (await good()).replace(/^[^.]+/, encode({ typ: "JWT" })),
    "with PS256": async () => {
      const key = await importPKCS8(google.key.private_key, "PS256");
      return new CompactSign(Buffer.from("{}")).setProtectedHeader({ alg: "PS256" }).sign(key);
    },
    "with padding": async () => (await good()) + "==",
  };
  for (const [name, make] of Object.entries(badSignature)) {
    test(`${name} has a bad signature`, async () => {
      await assertRefused(await client.exchange(await make()), "bad_signature");
    });
  }

  const times = (iat, exp) => () => ({ iat: now() + iat, exp: now() + exp });
  const refused = [
    ["iss unknown", () => ({ iss: "nobody@example.com" }), "account_not_found"],
    ["iss missing", () => ({ iss: undefined }), "account_not_found"],
    ["iat missing", () => ({ iat: undefined }), "iat_missing"],
    ["exp missing", () => ({ exp: undefined }), "exp_missing"],
    ["life over an hour", times(-10, 3591), "time_window"],
    ["iat to come", times(60, 1000), "time_window"],
    ["exp past", times(-3000, -1), "time_window"],
    ["exp before iat", times(-10, -20), "time_window"],
    ["scope missing", () => ({ scope: undefined }), "scope_empty"],
    ["scope blank", () => ({ scope: " " }), "scope_empty"],
    ["scopes joined by commas", () => ({ scope: `${READONLY},openid` }), "scope_empty"],
    ["aud missing", () => ({ aud: undefined }), "audience"],
    ["aud without the path", () => ({ aud: google.url }), "audience"],
    ["aud with a slash more", () => ({ aud: google.tokenUri + "/" }), "audience"],
    ["sub unknown", () => ({ sub: "nobody@example.com" }), "user_not_found"],
    ["sub suspended", () => ({ sub: "suspended@example.com" }), "user_not_found"],
    ["sub deleted", () => ({ sub: "deleted@example.com" }), "user_deleted"],
    ["sub malformed", () => ({ sub: "ada" }), "user_long_gone"],
    ["sub empty", () => ({ sub: "" }), "user_long_gone"],
    ["sub outside the domain", () => ({ sub: "someone@gmail.com" }), "dwd_client_id"],
    ["scope not granted", () => ({ scope: `${READONLY} ${scopeUrl("drive")}` }), "dwd_client_id"],
  ];
  for (const [name, claims, id] of refused) {
    test(`${name} is ${id}`, async () => assertRefused(await client.attempt({ claims: claims() }), id));
  }

  test("with several defects is refused for the first in Google's order", async () => {
    const defects = [
      ["account_not_found", { iss: "nobody@example.com" }],
      ["iat_missing", { iat: undefined }],
      ["exp_missing", { exp: undefined }],
      ["time_window", { iat: 1, exp: 2 }],
      ["scope_empty", { scope: "" }],
      ["audience", { aud: "https://example.com/token" }],
      ["user_not_found", { sub: "nobody@example.com" }],
      ["dwd_client_id", { scope: scopeUrl("drive") }],
    ];
    const claimsFrom = (index) => Object.assign({}, ...defects.slice(index).map(([, claims]) => claims).reverse());
    const key = { ...google.key, private_key: strangerKey.private_key };
    await assertRefused(await client.attempt({ key, claims: claimsFrom(0) }), "bad_signature");
    for (const [index, [id]] of defects.entries()) {
      await assertRefused(await client.attempt({ claims: claimsFrom(index) }), id);
    }
  });
});
