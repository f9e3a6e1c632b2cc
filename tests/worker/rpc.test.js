/**
 * A Worker with a service binding to edgemint may call its `fetch` and nothing else: what the WebAssembly exports would
 * be a way around the policy.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { SECRET, startDeployment } from "./deployment.js";

const wasm = new WebAssembly.Module(readFileSync(new URL("../../dist/worker/edgemint_bg.wasm", import.meta.url)));
const exported = WebAssembly.Module.exports(wasm).map(({ name }) => name);
const names = {
  "what the WebAssembly exports": exported.filter((name) => name !== "fetch"),
  "the library's methods": ["getToken", "get_token", "createAssertion", "create_assertion", "refresh", "handle"],
  "its classes": ["Minter", "JsMinter", "Service", "Entrypoint", "EdgemintError"],
  "the entry's own parts": ["env", "ctx", "answer", "respond", "renew", "initSync", "__wbg_reset_state", "module"],
};

/** Tries what it is asked to, and says how it went. */
const CALLER = `
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

function workers() {
  return Object.entries({ caller: CALLER, fetcher: FETCHER }).map(([name, contents]) => ({
    name,
    modules: [{ type: "ESModule", path: "index.js", contents }],
    serviceBindings: { MINT: "edgemint" },
  }));
}

let deployment;
before(async () => {
  deployment = await startDeployment({ others: workers() });
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
