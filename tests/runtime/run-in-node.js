/** The suite in the Node that runs this file, on whichever build of the package it loads. */
import { startContext } from "./context.js";
import { testInspection } from "./only-node.js";
import { report } from "./report.js";
import { runSuite } from "./suite.js";

/** @param {{ build: string, signer?: string }} expected as in startContext */
export async function runInNode({ build, ...expected }) {
  const { context, close } = await startContext(expected);
  try {
    report(`Node ${process.version}, the ${build} build`, await runSuite(context, [testInspection]));
  } finally {
    await close();
  }
}
