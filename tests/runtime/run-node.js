/** The suite in the Node that runs this file: `node tests/runtime/run-node.js`. */
import { startContext } from "./context.js";
import { testInspection } from "./only-node.js";
import { report } from "./report.js";
import { runSuite } from "./suite.js";

const { context, close } = await startContext();
try {
  report(`Node ${process.version}`, await runSuite(context, [testInspection]));
} finally {
  await close();
}
