/** The suite in Node, or a runtime with Node's modules, on whichever build of the package it loads. */
import { startContext } from "./context.js";
import { testInspection, testKeyFiles, testMemory } from "./only-node.js";
import { report } from "./report.js";
import { runSuite } from "./suite.js";

/** @param {{ runtime?: string, build: string, signer?: string }} expected as in startContext, and what runs this file */
export async function runInNode({ runtime = `Node ${process.version}`, build, ...expected }) {
  const { context, close } = await startContext(expected);
  try {
    report(`${runtime}, the ${build} build`, await runSuite(context, [testInspection, testKeyFiles, testMemory]));
  } finally {
    await close();
  }
}
