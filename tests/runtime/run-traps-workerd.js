/** The suite of traps inside workerd: `node tests/runtime/run-traps-workerd.js`. */
import { startContext } from "./context.js";
import { report } from "./report.js";
import { runInWorkerd, workerdName } from "./test-worker.js";

const { context, close } = await startContext();
try {
  report(workerdName(), await runInWorkerd("traps-worker.js", context));
} finally {
  await close();
}
