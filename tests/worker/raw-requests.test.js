/** Requests that no HTTP client sends, over a plain socket. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sendRaw } from "../support/raw-http.js";
import { assertRefused, SECRET, startDeployment } from "./deployment.js";

let deployment;
before(async () => {
  deployment = await startDeployment();
});
after(() => deployment.close());

const BODY = '{"user": "ada@example.com", "scopes": "openid"}';
const CREDENTIAL = `Authorization: Bearer ${SECRET}`;
const JSON_TYPE = "Content-Type: application/json";

/** The lines of a request; a body comes last. */
function request(line, headers, body = "") {
  return [line, "Host: edgemint.example", "Connection: close", ...headers, "", body].join("\r\n");
}

function tokenRequest({ path = "/v1/token", method = "POST", headers = [CREDENTIAL, JSON_TYPE], body = BODY } = {}) {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return request(`${method} ${path} HTTP/1.1`, [...headers, length], body);
}

const send = async (bytes) => {
  const { status, headers, text } = await sendRaw(deployment.url, bytes);
  return { status, headers, text, body: text.startsWith("{") ? JSON.parse(text) : null };
};

describe("a body without a length", () => {
  const chunked = (chunks) => {
    const parts = [...chunks, ""].map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
    return request("POST /v1/token HTTP/1.1", [CREDENTIAL, JSON_TYPE, "Transfer-Encoding: chunked"], parts.join(""));
  };

  test("is read chunk by chunk", async () => {
    const { status, body } = await send(chunked([BODY.slice(0, 7), BODY.slice(7, 8), BODY.slice(8)]));
    assert.deepEqual([status, body.user], [200, "ada@example.com"]);
  });

  test("is refused when it is too long", async () => {
    const chunks = Array.from({ length: 1024 }, () => " ".repeat(1024));
    assertRefused(await send(chunked(chunks)), 413, "payload_too_large");
  });
});

describe("headers", () => {
  const refusals = [
    ["the credential twice", [CREDENTIAL, CREDENTIAL, JSON_TYPE], 401, "unauthenticated"],
    ["a second, wrong credential", [CREDENTIAL, "Authorization: Bearer wrong", JSON_TYPE], 401, "unauthenticated"],
    ["a first, wrong credential", ["Authorization: Bearer wrong", CREDENTIAL, JSON_TYPE], 401, "unauthenticated"],
    ["a credential that is no ASCII", ["Authorization: Bearer \u00e9\u00ff", JSON_TYPE], 401, "unauthenticated"],
    ["a credential under another name", [`X-${CREDENTIAL}`, JSON_TYPE], 401, "unauthenticated"],
    ["two content types", [CREDENTIAL, JSON_TYPE, "Content-Type: text/plain"], 415, "unsupported_media_type"],
  ];
  for (const [what, headers, status, code] of refusals) {
    test(`${what} is refused`, async () => assertRefused(await send(tokenRequest({ headers })), status, code));
  }

  test("that mean nothing here are ignored", async () => {
    const long = `X-Long: ${"y".repeat(8_000)}`;
    const many = Array.from({ length: 60 }, (_, index) => `X-${index}: y`);
    const strange = ["X-Latin: \u00e4\u00f6", "X-HTTP-Method-Override: GET", "X-Original-URL: /healthz"];
    const headers = [CREDENTIAL, JSON_TYPE, long, ...many, ...strange];
    const { status, body } = await send(tokenRequest({ headers }));
    assert.deepEqual([status, body.user], [200, "ada@example.com"]);
  });
});

describe("paths", () => {
  const unknown = [
    "/v1/token/",
    "//v1/token",
    "/v1//token",
    "/V1/TOKEN",
    "/v1/%74oken",
    "/v1/%2e%2e/v1/token",
    "/v1/../v1/token",
    "/v1/./token",
    "/%2e%2e/healthz",
    "/v1/token%00",
    "/v1/token%20",
    "/v1/token;x",
    "/v1\\token",
    "/%ff%fe",
    "/_standin/faults",
    "/index.js",
    "/edgemint_bg.wasm",
    `/${"a".repeat(8_000)}`,
  ];
  for (const path of unknown) {
    test(`${path.slice(0, 40)} is nowhere`, async () => {
      assertRefused(await send(tokenRequest({ path })), 404, "not_found");
    });
  }

  test("keep their meaning with a query behind them", async () => {
    const { status, body } = await send(tokenRequest({ path: "/v1/token?user=grace@example.com" }));
    assert.deepEqual([status, body.user], [200, "ada@example.com"]);
  });
});

describe("a control character", () => {
  test("in a header nobody reads is overlooked", async () => {
    const { status, body } = await send(tokenRequest({ headers: [CREDENTIAL, JSON_TYPE, "X-A: a\x01b"] }));
    assert.deepEqual([status, body.user], [200, "ada@example.com"]);
  });

  test("in the credential makes it none", async () => {
    assertRefused(await send(tokenRequest({ headers: [`${CREDENTIAL}\x01`, JSON_TYPE] })), 401, "unauthenticated");
  });
});

describe("what the runtime itself refuses", () => {
  const cases = {
    "an unknown method": tokenRequest({ method: "BREW" }),
    "CONNECT": tokenRequest({ method: "CONNECT" }),
    "a header without a colon": tokenRequest({ headers: [CREDENTIAL, JSON_TYPE, "Bad Header"] }),
    "a folded header": tokenRequest({ headers: [CREDENTIAL, JSON_TYPE, "X-A: a\r\n b"] }),
    "a path of 70,000 letters": tokenRequest({ path: `/${"a".repeat(70_000)}` }),
    "a path with a blank": tokenRequest({ path: "/v1 /token" }),
    "no HTTP at all": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
  };
  for (const [what, bytes] of Object.entries(cases)) {
    test(`${what} does no harm`, async () => {
      const { status, text } = await send(bytes);
      assert.ok(status >= 400, `${status}`);
      assert.ok(!text.includes("ya29."));
      await deployment.assertMints();
    });
  }
});

test("no log line showed a secret", () => deployment.assertKeptSecrets());
