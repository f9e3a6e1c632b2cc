/**
 * The signer without a fused multiply-add, in workerd, and the built Worker there:
 * `node tests/runtime/run-unfused-workerd.js`.
 */
import assert from "node:assert/strict";

import { startDeployment } from "../worker/deployment.js";
import { checked, report } from "./report.js";
import { unfusedContext } from "./signer/context.js";
import { multiplyAdd } from "./signer/multiply-add.js";
import { runInWorkerd, workerdName } from "./test-worker.js";

const FLAG = "--no-enable-fma3";
// miniflare passes them on.
process.env.MINIFLARE_WORKERD_V8_FLAGS = FLAG;

const { context, close } = await unfusedContext({ hasPortableBuild: false });
try {
  const results = await runInWorkerd("unfused-worker.js", context, { wasm: { "./multiply-add.wasm": multiplyAdd } });
  const worker = await checked("the Worker says that the rsa crate signs, and mints tokens", testWorker);
  report(`${workerdName()} ${FLAG}`, [...results, worker]);
} finally {
  await close();
}

async function testWorker() {
  const deployment = await startDeployment();
  try {
    const { status, body } = await deployment.read(await fetch(`${deployment.url}/healthz`));
    assert.deepEqual([status, body.signer], [200, "rsa-crate"]);
    await deployment.assertMints();
  } finally {
    await deployment.close();
  }
}
