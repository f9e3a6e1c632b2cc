/** The signer without a fused multiply-add, in Node: `node --no-enable-fma3 tests/runtime/run-unfused-node.js`. */
import { report } from "./report.js";
import { unfusedContext } from "./signer/context.js";
import { bindings } from "./signer/load-in-node.js";
import { multiplyAdd } from "./signer/multiply-add.js";
import { runUnfusedSuite } from "./signer/unfused-suite.js";

const { context, close } = await unfusedContext();
try {
  const module = new WebAssembly.Module(multiplyAdd);
  report(`Node ${process.version} ${process.execArgv}`, await runUnfusedSuite(bindings, module, context));
} finally {
  await close();
}
