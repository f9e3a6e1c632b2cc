/** The signer's suite inside workerd: `node tests/runtime/run-signer-workerd.js`. */
import { report } from "./report.js";
import { KEYS_IN_THE_SAME_ENGINE } from "./signer/amounts.js";
import { signerContext } from "./signer/context.js";
import { runInWorkerd, workerdName } from "./test-worker.js";

report(workerdName(), await runInWorkerd("signer-worker.js", await signerContext({ keys: KEYS_IN_THE_SAME_ENGINE })), { list: true });
