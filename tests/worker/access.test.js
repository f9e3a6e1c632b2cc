/** Callers that Cloudflare Access has let through: a person, or a service token. The team is a local one. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { createTeam } from "../support/access-team.js";
import { SERVICE, startBehindAccess, TEAM } from "./access-deployment.js";
import { assertRefused } from "./deployment.js";

const DAY = 86_400;
const stranger = createTeam("y.cloudflareaccess.com");
stranger.rotate("first");

let behind;
let team;
before(async () => {
  behind = await startBehindAccess();
  team = behind.team;
});
after(() => behind.deployment.close());

const ask = (...args) => behind.ask(...args);
const ada = (changes) => behind.ada(changes);
const now = () => behind.now();

describe("a token is given to", () => {
  const cases = {
    "a person": [(claims) => ({ ...claims, email: "ada@example.com" }), "people"],
    "a person in capitals": [(claims) => ({ ...claims, email: "ADA@Example.com" }), "people"],
    "another person of the list": [(claims) => ({ ...claims, email: "grace@example.com" }), "people"],
    "a service token": [(claims) => ({ ...claims, common_name: SERVICE, sub: "" }), "jobs"],
    "an audience in a text": [(claims) => ({ ...claims, aud: team.audience, email: "ada@example.com" }), "people"],
    "one audience among several": [(claims) => ({ ...claims, aud: ["b", team.audience], email: "ada@example.com" }), "people"],
    "a clock that is half a minute ahead": [(claims) => ({ ...claims, iat: claims.iat + 30, nbf: claims.nbf + 30, email: "ada@example.com" }), "people"],
  };
  for (const [what, [claims, caller]] of Object.entries(cases)) {
    test(what, async () => {
      const answer = await ask(team.token(claims(team.claims(now()))));
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal(behind.deployment.google.tokenInfo(answer.body.access_token).user, "grace@example.com");
      assert.equal((await behind.lineOf(answer)).caller, caller);
    });
  }

  test("nobody beyond the caller's own rules", async () => {
    assertRefused(await ask(team.token(ada()), { user: "ada@example.org" }), 403, "policy_denied");
  });
});

/** Ends of lines and paragraphs, marks of direction, what is not seen, what clears a screen. */
const MARKS = "\u2028\u2029\u200f\u061c\ufeff\u202e\u009b\u001b";

describe("nobody is let in by", () => {
  const cases = {
    "another application's audience": [() => team.token(ada({ aud: ["b"] })), /another application/],
    "an audience that only begins so": [() => team.token(ada({ aud: [`${team.audience}0`] })), /another application/],
    "no audience": [() => team.token(ada({ aud: [] })), /another application/],
    "another team as issuer": [() => team.token(ada({ iss: "https://y.cloudflareaccess.com" })), /is from https:\/\/y\./],
    "an issuer with a slash more": [() => team.token(ada({ iss: `https://${TEAM}/` })), /is from/],
    "a token that has expired": [() => team.token(ada({ exp: now() - 120 })), /expired at \d+/],
    "a token without an end": [() => team.token(ada({ exp: undefined })), /payload .* malformed/],
    "a token of tomorrow": [() => team.token(ada({ nbf: now() + DAY })), /valid from \d+ on/],
    "a key that nobody published": [() => team.token(ada(), { kid: "second", signer: "first" }), /no key "second"/],
    "another team's key of the same name": [() => stranger.token(ada()), /signature .* is wrong/],
    "alg none": [() => team.token(ada(), { alg: "none" }), /signed with none/],
    "HS256 under the public key": [() => team.token(ada(), { alg: "HS256" }), /signed with HS256/],
    "alg with marks that terminals obey": [() => team.token(ada(), { alg: `x${MARKS}y` }), /signed with x {8}y, not RS256/],
    "a kid with others, and half a character": [() => team.token(ada(), { kid: "\u{e0041}\u{1f511}\ud800", signer: "first" }), /no key "|header .* malformed/],
    "alg that is another assertion, percent-encoded": [() => team.token(ada(), { alg: encodeURIComponent(`a b ${team.token(ada())}`).replaceAll("e", "%65") }), /signed with a b \[redacted\], not RS256/],
    "kid that is the middle of one": [() => team.token(ada(), { kid: team.token(ada()).slice(20, 300), signer: "first" }), /no key "\[redacted\]"/],
    "iss that is a key": [() => team.token(ada({ iss: "PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC" })), /is from \[redacted\]/],
    "RS512": [() => team.token(ada(), { alg: "RS512" }), /signed with RS512/],
    "RS256 over another digest": [() => team.token(ada(), { alg: "RS512" }).replace(/^[^.]+/, team.token({}).split(".")[0]), /signature .* is wrong/],
    "a signature cut by a letter": [() => team.token(ada()).slice(0, -2), /signature/],
    "no signature": [() => team.token(ada()).replace(/[^.]+$/, ""), /signature/],
    "claims that were changed": [() => withClaims(team.token(ada({ email: "eve@example.com" })), ada()), /signature .* is wrong/],
    "no name": [() => team.token(ada({ email: undefined })), /no email and no common_name/],
    "a service token with a person's address": [() => team.token(ada({ email: undefined, common_name: "ada@example.com" })), /common_name/],
    "an address with a Cyrillic letter": [() => team.token(ada({ email: "\u0430da@example.com" })), /email .* no address/],
    "no token at all": [() => "nothing", /malformed/],
  };
  for (const [what, [token, reason]] of Object.entries(cases)) {
    test(what, async () => behind.assertUnauthenticated(await ask(token()), reason));
  }

  test("an identity that no caller lists", async () => {
    const capitals = SERVICE.toUpperCase().replace("ACCESS", "access");
    const names = ["0.access", capitals, SERVICE.toUpperCase(), "build-agent", ` ${SERVICE}`, `${SERVICE} `, `x.${SERVICE}`];
    for (const name of [{ email: "eve@example.com" }, ...names.map((common_name) => ({ email: undefined, common_name }))]) {
      assertRefused(await ask(team.token(ada(name))), 401, "unauthenticated");
    }
  });

  test("headers that Access has not signed", async () => {
    const headers = { "Cf-Access-Authenticated-User-Email": "ada@example.com", Cookie: `CF_Authorization=${team.token(ada())}` };
    assertRefused(await ask(null, { headers }), 401, "unauthenticated");
  });

  test("a wrong secret beside a good token", async () => {
    assertRefused(await ask(team.token(ada()), { headers: { Authorization: "Bearer wrong" } }), 401, "unauthenticated");
  });
});

function withClaims(token, claims) {
  const [header, , signature] = token.split(".");
  return [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
}

test("no log line and no answer held a key, a token or an assertion", () => behind.deployment.assertKeptSecrets());
