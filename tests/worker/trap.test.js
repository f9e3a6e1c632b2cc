/** A Rust panic ends in a trap: it must cost its request an answer of 500, and nobody else more. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { PATIENCE_MS } from "../support/patience.js";
import { startWorker } from "../support/worker.js";
import { assertGuarded } from "./deployment.js";
import { trapModule } from "./trap-glue.js";

const glue = fileURLToPath(new URL("trap-glue.js", import.meta.url));
const entry = fileURLToPath(new URL("../../src/js/worker/entry.js", import.meta.url));

/** The Worker's own entry over the fixture, in place of what the build puts under it. */
async function trappingWorker() {
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    write: false,
    external: ["cloudflare:*", "./trap.wasm"],
    plugins: [
      {
        name: "fixture",
        setup({ onResolve }) {
          onResolve({ filter: /edgemint\.js$/ }, () => ({ path: glue }));
          onResolve({ filter: /\.wasm$/ }, () => ({ path: "./trap.wasm", external: true }));
        },
      },
    ],
  });
  return [
    { type: "ESModule", path: "index.js", contents: built.outputFiles[0].contents },
    { type: "CompiledWasm", path: "trap.wasm", contents: trapModule },
  ];
}

/** Calls over a binding, and passes on what it catches. */
const BOUND = `
export default {
  async fetch(request, { MINT }) {
    try {
      return Response.json(await MINT.getToken(await request.text(), "openid"));
    } catch ({ code, retryable }) {
      return Response.json({ code, retryable });
    }
  },
};
`;

let worker;
let url;
before(async () => {
  const bound = {
    name: "bound",
    modules: [{ type: "ESModule", path: "index.js", contents: BOUND }],
    serviceBindings: { MINT: "trapping" },
  };
  worker = await startWorker({}, [{ name: "trapping", modules: await trappingWorker() }, bound]);
  url = worker.urls[1];
});
after(() => worker.close());

const get = (path) => fetch(url + path, { signal: AbortSignal.timeout(PATIENCE_MS) });
const generation = async () => (await (await get("/")).json()).generation;

for (const path of ["/trap", "/trap-after-await", "/overflow"]) {
  test(`${path}: this request gets a 500, the next a fresh instance`, async () => {
    const earlier = await generation();
    const response = await get(path);
    const { error } = await response.json();
    assert.equal(response.status, 500);
    assert.equal(error.code, "internal");
    assert.ok(error.message && error.remedy);
    assertGuarded(response.headers);
    assert.equal(await generation(), earlier + 1);
  });
}

test("requests in flight on a trapped instance are answered, not left hanging", async () => {
  const pending = [get("/pending"), get("/pending"), get("/pending")];
  // They have to be inside before the instance goes.
  await generation();
  await get("/trap-after-await");
  const statuses = await Promise.all(pending.map(async (response) => (await response).status));
  assert.deepEqual(statuses, [500, 500, 500]);
});

test("a call over a binding gets an error, the next a fresh instance", async () => {
  const call = async (user) => (await fetch(worker.urls[2], { method: "POST", body: user })).json();
  const earlier = (await call("ada")).generation;
  assert.deepEqual(await call("trap"), { code: "internal", retryable: true });
  assert.equal((await call("ada")).generation, earlier + 1);
});
