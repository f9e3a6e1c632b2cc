/** The suite in the Node that runs this file: `node tests/runtime/run-node.js`. */
import { runInNode } from "./run-in-node.js";

await runInNode({ build: "modern" });
