/** The signer's suite in Node: `node tests/runtime/run-signer-node.js`. */
import { report } from "./report.js";
import { signerContext } from "./signer/context.js";
import { bindings } from "./signer/load-in-node.js";
import { runSignerSuite } from "./signer/suite.js";

report(`Node ${process.version}`, await runSignerSuite(bindings, await signerContext()), { list: true });
