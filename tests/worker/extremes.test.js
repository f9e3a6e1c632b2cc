/**
 * Values at the edges, over everything that reaches a deployment: headers, paths and bodies over HTTP, arguments and props
 * over a binding, what the token endpoint answers, what stores give back, what the deployment is configured with. Each is
 * answered with a refusal of its own, and the Worker goes on working.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { startGoogle } from "../../standin/index.js";
import { NUMERALS, TEXTS } from "../support/extremes.js";
import { sendRaw } from "../support/raw-http.js";
import { startWorker } from "../support/worker.js";
import { CALLER, SECRET, startDeployment } from "./deployment.js";

/** What no header of HTTP holds is not to be sent in one; nor is more than the runtime itself takes. */
const headerTexts = () =>
  Object.entries(TEXTS)
    .map(([what, make]) => [what, Buffer.from(make()).toString("latin1").replaceAll(/[\0\r\n]/g, "").slice(0, 60_000)])
    .filter(([, text]) => text.trim() !== "");

/** Asks over its binding for what each value of the shared table makes of one argument, and says what came of it. */
const ASKER = `
import { VALUES } from "./extremes.js";
export default {
  async fetch(request, { MINT }) {
    const place = new URL(request.url).searchParams.get("place");
    const outcomes = {};
    for (const [what, make] of Object.entries(VALUES)) outcomes[what] = await outcome(MINT, place, make);
    return Response.json(outcomes);
  },
};
async function outcome(MINT, place, make) {
  try {
    const value = make();
    const asked = { user: [value, "openid"], scopes: ["ada@example.com", value], scope: ["ada@example.com", ["openid", value]] };
    await MINT.getToken(...asked[place]);
    return "ok";
  } catch (error) {
    return typeof error.code === "string" ? error.code : error.name;
  }
}
`;

describe("over HTTP", () => {
  let deployment;
  before(async () => (deployment = await startDeployment()));
  after(() => deployment.close());

  const NAMES = [
    ...["Authorization", "Content-Type", "CF-Ray", "Cf-Access-Jwt-Assertion", "Origin", "Accept", "Range", "If-Match"],
    ...["X-Edgemint-User", "X-Edgemint-Scopes", "X-Request-Id", "Access-Control-Request-Method", "Connection-Option"],
  ];
  for (const name of NAMES) {
    test(`a header ${name} of any kind`, async () => {
      for (const [what, value] of headerTexts()) {
        const others = ["POST /v1/token HTTP/1.1", "Host: edgemint.example", "Connection: close"];
        const credential = name === "Authorization" ? [] : [`Authorization: Bearer ${SECRET}`];
        const head = [...others, ...credential, `${name}: ${value}`, "Content-Length: 2", "", "{}"].join("\r\n");
        const { status } = await sendRaw(deployment.url, Buffer.from(head, "latin1"));
        assert.ok(status >= 400 && status < 500, `${what}: ${status}`);
      }
      await deployment.assertMints();
    });
  }

  test("a header of the proxy of any kind", async () => {
    for (const [what, value] of headerTexts()) {
      for (const name of ["X-Edgemint-User", "X-Edgemint-Scopes"]) {
        const lines = ["GET /proxy/gmail.googleapis.com/gmail/v1/users/me/profile HTTP/1.1", "Host: a", "Connection: close"];
        const head = [...lines, `Authorization: Bearer ${SECRET}`, `${name}: ${value}`, "", ""].join("\r\n");
        const { status } = await sendRaw(deployment.url, Buffer.from(head, "latin1"));
        assert.ok(status >= 400 && status < 500, `${name}, ${what}: ${status}`);
      }
    }
    await deployment.assertMints();
  });

  test("a body of any kind", async () => {
    for (const [what, make] of Object.entries(TEXTS)) {
      const text = make();
      const bodies = [text, JSON.stringify(text), JSON.stringify({ user: text, scopes: "openid" }), JSON.stringify({ user: "ada@example.com", scopes: [text] })];
      for (const body of bodies) {
        const length = `Content-Length: ${Buffer.byteLength(body)}`;
        const head = ["POST /v1/token HTTP/1.1", "Host: a", "Connection: close", `Authorization: Bearer ${SECRET}`, "Content-Type: application/json", length];
        // The answer to one that is too long comes before all of it is sent, which fetch takes for a failure.
        const { status } = await sendRaw(deployment.url, [...head, "", body].join("\r\n"));
        assert.ok(status >= 400 && status < 500, `${what}: ${status}`);
      }
    }
    await deployment.assertMints();
  });

  test("a number in a body where text is wanted", async () => {
    for (const numeral of NUMERALS) {
      const { status } = await deployment.post(`{"user": ${numeral || "{}"}, "scopes": "openid"}`);
      // `null` is a request for the service account's own token, which this caller may not have.
      assert.ok(status >= 400 && status < 500, `${numeral}: ${status}`);
    }
    await deployment.assertMints();
  });

  test("a length of any kind", async () => {
    for (const numeral of NUMERALS) {
      const lines = ["POST /v1/token HTTP/1.1", "Host: a", "Connection: close", `Authorization: Bearer ${SECRET}`];
      const head = [...lines, "Content-Type: application/json", `Content-Length: ${numeral}`, "", "{}"].join("\r\n");
      const socket = sendRaw(deployment.url, head);
      // A length that is longer than the body is a client that never ends; the connection is what it is about.
      void socket.catch(() => {});
    }
    await deployment.assertMints();
  });

  test("a path and a query of any kind", async () => {
    for (const [what, make] of Object.entries(TEXTS)) {
      const text = encodeURIComponent(make().toWellFormed()).slice(0, 30_000);
      for (const path of [`/${text}`, `/v1/${text}`, `/proxy/${text}`, `/proxy/gmail.googleapis.com/${text}`, `/proxy/gmail.googleapis.com/gmail/v1/users/me/profile?${text}`]) {
        const response = await fetch(deployment.url + path, { headers: { Authorization: `Bearer ${SECRET}` }, redirect: "manual" });
        await response.body?.cancel();
        assert.ok(response.status >= 400 && response.status < 500, `${what}: ${path.slice(0, 60)}: ${response.status}`);
      }
    }
    await deployment.assertMints();
  });
});

describe("over a binding", () => {
  const PROPS = { list: ["wk"], number: 5, negative: { length: -1 }, long: { length: 2 ** 53 }, nothing: null, flag: true, text: "", megabyte: "a".repeat(1024 * 1024), deep: [[[[[["wk"]]]]]] };
  let deployment;
  before(async () => {
    const extremes = readFileSync(new URL("../support/extremes.js", import.meta.url), "utf8");
    const asker = (name, props) => ({
      name,
      modules: [
        { type: "ESModule", path: "index.js", contents: ASKER },
        { type: "ESModule", path: "extremes.js", contents: extremes },
      ],
      serviceBindings: { MINT: { name: "edgemint", props } },
    });
    const callers = [CALLER, { ...CALLER, name: "wk", secret_sha256: undefined, binding: true }];
    const odd = Object.entries(PROPS).map(([name, caller]) => asker(`odd-${name}`, { caller }));
    deployment = await startDeployment({ callers, others: [asker("asker", { caller: "wk" }), ...odd] });
  });
  after(() => deployment.close());

  const ask = async (worker, place) => (await fetch(`${deployment.worker.urls[worker]}/?place=${place}`)).json();

  // What the runtime does not send over a binding throws in the caller, before anybody else sees it.
  const UNSENT = ["DataCloneError", "RangeError", "TypeError", "Error"];
  for (const [place, codes] of [
    ["user", ["invalid_user", "policy_denied"]],
    ["scopes", ["invalid_scope", "policy_denied"]],
    // A blank one among others is none.
    ["scope", ["invalid_scope", "policy_denied", "ok"]],
  ]) {
    test(`${place} of any kind`, async () => {
      const outcomes = Object.entries(await ask(1, place));
      const reached = outcomes.filter(([, code]) => !UNSENT.includes(code));
      assert.ok(reached.length > 50);
      assert.deepEqual(reached.filter(([, code]) => !codes.includes(code)), []);
      await deployment.assertMints();
    });
  }

  test("a caller of any kind is nobody", async () => {
    for (const [at, name] of Object.keys(PROPS).entries()) {
      const outcomes = await ask(2 + at, "user");
      assert.equal(outcomes.true, "unauthenticated", name);
      assert.equal(outcomes["the text: empty"], "unauthenticated", name);
      await deployment.assertMints();
    }
  });
});

describe("what the token endpoint answers", () => {
  let deployment;
  let endpoint;
  const answers = [];
  before(async () => {
    endpoint = createServer((request, response) => {
      const { status = 200, headers = {}, body = "" } = answers[0] ?? {};
      request.resume();
      response.writeHead(status, headers).end(body);
    });
    endpoint.listen(0, "127.0.0.1");
    await once(endpoint, "listening");
    const google = { key: await keyOf(), tokenUri: `http://127.0.0.1:${endpoint.address().port}/token`, close: async () => {} };
    deployment = await startDeployment({ google });
  });
  after(async () => {
    await deployment.close();
    endpoint.closeAllConnections();
    endpoint.close();
  });

  /** All of them at once, each for a user of its own: most are tried again for some seconds. */
  async function answered(values, answer, allowed) {
    for (const [what, value] of values) {
      answers[0] = answer(value);
      // The first attempt is made at once; what comes later is for another answer.
      const { status, body } = await deployment.ask(`user-${Math.random().toString(36).slice(2)}@example.com`, "openid");
      assert.ok(allowed.includes(status), `${what}: ${status}`);
      if (status !== 200) assert.notEqual(body.error.code, "internal", what);
    }
    const health = await fetch(`${deployment.url}/healthz`);
    assert.equal(health.status, 200);
  }
  const numerals = NUMERALS.map((numeral) => [numeral, numeral]);
  const texts = () => Object.entries(TEXTS).map(([what, make]) => [what, make()]);

  for (const status of [429, 503]) {
    // Those above ten seconds are not waited for.
    const long = numerals.filter(([numeral]) => /^\d{5,}$/.test(numeral));
    test(`Retry-After of a ${status}`, () =>
      answered(long, (value) => ({ status, headers: { "Retry-After": value } }), [502, 503, 504]));
  }
  test("Date of a refusal", () =>
    answered(
      [...numerals, ["far", "Fri, 31 Dec 9999 23:59:59 GMT"], ["gone", "Thu, 01 Jan 1970 00:00:00 GMT"]],
      (value) => ({
        status: 400,
        headers: { Date: value },
        body: '{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token"}',
      }),
      [502],
    ));
  test("expires_in", () =>
    answered(numerals, (value) => ({ body: `{"access_token":"ya29.x","token_type":"Bearer","expires_in":${JSON.stringify(value)}}` }), [200, 502]));
  test("a refusal of any kind", () =>
    answered(texts(), (text) => ({ status: 400, body: JSON.stringify({ error: text, error_description: text }) }), [502]));
  test("a refusal that is no JSON", () => answered(texts(), (body) => ({ status: 400, body }), [502]));
});

describe("what a deployment is configured with", () => {
  for (const name of ["SERVICE_ACCOUNT_KEY", "POLICY", "TOKEN_URI", "CACHE"]) {
    test(`${name} of any kind`, async () => {
      const { key, tokenUri, close } = await startGoogle();
      const policy = JSON.stringify({ callers: [CALLER] });
      const sound = { SERVICE_ACCOUNT_KEY: JSON.stringify(key), POLICY: policy, TOKEN_URI: tokenUri };
      const odd = Object.entries(TEXTS).filter(([, make]) => make().trim() !== "" && make().length <= 300_000 && make().isWellFormed());
      const worker = await startWorker(sound, odd.map(([, make], at) => ({ name: `odd-${at}`, bindings: { ...sound, [name]: make() } })));
      try {
        for (const [at, [what]] of odd.entries()) {
          const response = await fetch(`${worker.urls[1 + at]}/healthz`);
          const { error } = await response.json();
          assert.deepEqual([response.status, error?.code], [503, "not_configured"], what);
        }
        assert.equal((await fetch(`${worker.url}/healthz`)).status, 200);
      } finally {
        await worker.close();
        await close();
      }
    });
  }
});

async function keyOf() {
  const google = await startGoogle();
  await google.close();
  return google.key;
}
