/** The suite of traps in the Node, Deno or Bun that runs this file: `node tests/runtime/run-traps-node.js`. */
import { startContext } from "./context.js";
import { report } from "./report.js";
import { load } from "./traps/load-in-node.js";
import { testLeftovers } from "./traps/only-node.js";
import { runTrapSuite } from "./traps/suite.js";

const [name, version] = [["Deno", globalThis.Deno?.version.deno], ["Bun", globalThis.Bun?.version]].find(
  ([, version]) => version,
) ?? ["Node", process.version];

const { context, close } = await startContext();
try {
  report(`${name} ${version}`, await runTrapSuite(load, context, [testLeftovers]));
} finally {
  await close();
}
