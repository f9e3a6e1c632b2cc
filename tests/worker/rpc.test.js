/**
 * A Worker with a service binding to edgemint may call `fetch` and `getToken` and nothing else: what the WebAssembly
 * exports would be a way around the policy.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { CALLER, SECRET, startDeployment } from "./deployment.js";

const wasm = new WebAssembly.Module(readFileSync(new URL("../../dist/worker/edgemint_bg.wasm", import.meta.url)));
const exported = WebAssembly.Module.exports(wasm).map(({ name }) => name);
const names = {
  "what the WebAssembly exports": exported.filter((name) => !["fetch", "getToken"].includes(name)),
  "the library's methods": ["get_token", "createAssertion", "create_assertion", "refresh", "handle"],
  "its classes": ["Minter", "JsMinter", "Service", "Entrypoint", "EdgemintError"],
  "the entry's own parts": ["env", "ctx", "glue", "load", "working", "failure", "initSync", "module"],
};

/** Asks for a token over its binding, and passes on what it gets or catches. */
const ASKER = `
export default {
  async fetch(request, { MINT }) {
    const { user, scopes } = await request.json();
    try {
      return Response.json({ token: await MINT.getToken(user, scopes) });
    } catch ({ name, message, code, remedy, retryable }) {
      return Response.json({ error: { name, message, code, remedy, retryable } });
    }
  },
};
`;

/** Tries what it is asked to, and says how it went. */
const CALLING = `
export default {
  async fetch(request, { MINT }) {
    const { name, how } = await request.json();
    try {
      const value = how === "call" ? await MINT[name]("ada@example.com", ["openid"]) : await MINT[name];
      return Response.json({ type: typeof value });
    } catch (error) {
      return Response.json({ refused: error.message });
    }
  },
};
`;
const FETCHER = `
export default { fetch: (request, { MINT }) => MINT.fetch(request) };
`;

const bound = (name, contents, props) => ({
  name,
  modules: [{ type: "ESModule", path: "index.js", contents }],
  serviceBindings: { MINT: { name: "edgemint", ...(props && { props }) } },
});

/** One that speaks for the service account, and for no user. */
const JOBS = { name: "jobs-worker", binding: true, as_service_account: true, scopes: ["openid"] };
/** Props that name nobody, whatever can be read of them. */
const odd = [["digest-worker"], 5, { length: -1 }, { length: 2 ** 31 }, true, null, "", "x".repeat(1 << 20), "\ud800"];

let deployment;
before(async () => {
  deployment = await startDeployment({
    callers: [CALLER, { ...CALLER, name: "digest-worker", secret_sha256: undefined, binding: true }, JOBS],
    others: [
      bound("caller", CALLING),
      bound("fetcher", FETCHER),
      bound("asker", ASKER, { caller: "digest-worker" }),
      bound("stranger", ASKER, { caller: "nobody" }),
      bound("impostor", ASKER, { caller: "digest" }),
      bound("nameless", ASKER),
      bound("jobs", ASKER, { caller: "jobs-worker" }),
      ...odd.map((caller, index) => bound(`odd-${index}`, ASKER, { caller })),
    ],
  });
});
after(() => deployment.close());

const attempt = async (name, how) => {
  const body = JSON.stringify({ name, how });
  const response = await fetch(deployment.worker.urls[1], { method: "POST", body });
  return response.json();
};

describe("by RPC nothing can be called or read of", () => {
  for (const [what, list] of Object.entries(names)) {
    test(what, async () => {
      assert.ok(list.length > 4);
      for (const name of list) {
        for (const how of ["call", "read"]) {
          const { refused } = await attempt(name, how);
          assert.match(refused ?? "", /does not implement/, `${how} ${name}`);
        }
      }
    });
  }
});

test("fetch through the binding gets a token, for a caller with a secret", async () => {
  const ask = (secret) =>
    fetch(`${deployment.worker.urls[2]}/v1/token`, {
      method: "POST",
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
      body: JSON.stringify({ user: "ada@example.com", scopes: "openid" }),
    });
  const { user } = await (await ask(SECRET)).json();
  assert.equal(user, "ada@example.com");
  assert.equal((await ask("wrong")).status, 401);
});

const BOUND = ["edgemint", "caller", "fetcher", "asker", "stranger", "impostor", "nameless", "jobs"];
const ODD = odd.map((_, index) => `odd-${index}`);

const getToken = async (who, user, scopes) => {
  const url = deployment.worker.urls[[...BOUND, ...ODD].indexOf(who)];
  const response = await fetch(url, { method: "POST", body: JSON.stringify({ user, scopes }) });
  return response.json();
};

describe("getToken over a binding", () => {
  test("gives a token to the caller that its props name", async () => {
    const { token } = await getToken("asker", "Ada@example.com", ["gmail.readonly", "openid"]);
    assert.equal(deployment.google.tokenInfo(token.accessToken).user, "ada@example.com");
    assert.deepEqual([token.user, token.tokenType], ["ada@example.com", "Bearer"]);
    assert.deepEqual(token.scopes, ["https://www.googleapis.com/auth/gmail.readonly", "openid"]);
    assert.ok(new Date(token.expiresAt) > new Date());
    const again = await getToken("asker", "ada@example.com", "openid gmail.readonly");
    assert.equal(again.token.accessToken, token.accessToken);
  });

  test("is refused to whoever has no such props", async () => {
    for (const who of ["stranger", "impostor", "nameless", ...ODD]) {
      const { error } = await getToken(who, "ada@example.com", "openid");
      assert.equal(error.code, "unauthenticated", JSON.stringify(error));
    }
  });

  test("gives a token of the service account itself for null, to whoever may have it", async () => {
    const { token } = await getToken("jobs", null, "openid");
    assert.equal(token.user, null);
    const { user, issuer } = deployment.google.tokenInfo(token.accessToken);
    assert.deepEqual([user, issuer], [null, deployment.google.key.client_email]);
    const refused = [["jobs", undefined, "invalid_user"], ["jobs", "ada@example.com", "policy_denied"], ["asker", null, "policy_denied"]];
    for (const [who, user, code] of refused) {
      assert.equal((await getToken(who, user, "openid")).error?.code, code, `${who} ${user}`);
    }
  });

  test("is bound by the policy, and says what is wrong with a request", async () => {
    for (const [user, scopes, code] of [
      ["ada@example.org", "openid", "policy_denied"],
      ["ada@example.com", "gmail.send", "policy_denied"],
      ["me", "openid", "invalid_user"],
      [7, "openid", "invalid_user"],
      ["ada@example.com", [], "invalid_scope"],
      ["ada@example.com", ["openid", 7], "invalid_scope"],
      ["ada@example.com", null, "invalid_scope"],
      [["ada@example.com"], "openid", "invalid_user"],
      [{ length: -1 }, "openid", "invalid_user"],
      ["a".repeat(1 << 20), "openid", "invalid_user"],
      ["ada@example.com", { length: -1 }, "invalid_scope"],
      ["ada@example.com", [["openid"]], "invalid_scope"],
      ["ada@example.com", "a".repeat(1 << 20), "invalid_scope"],
      ["ada@example.com", Array(100_000).fill("openid"), "invalid_scope"],
    ]) {
      const { error } = await getToken("asker", user, scopes);
      assert.deepEqual([error.code, error.retryable], [code, false], JSON.stringify(error));
      assert.ok(error.message.length > 10 && error.remedy.length > 10);
    }
  });
});
