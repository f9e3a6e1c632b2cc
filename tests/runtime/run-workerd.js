/** The suite inside workerd: `node tests/runtime/run-workerd.js`. */
import { startContext } from "./context.js";
import { report } from "./report.js";
import { runInWorkerd, workerdName } from "./test-worker.js";

const { context, close } = await startContext();
try {
  const bindings = { KEY: JSON.stringify(context.key), TOKEN_URI: context.tokenUri };
  const more = { kvNamespaces: ["TOKENS"], durableObjects: { MAILBOX: { className: "Mailbox", useSQLite: true } } };
  report(workerdName(), await runInWorkerd("worker.js", context, { bindings, more }));
} finally {
  await close();
}
