/** The suite in the Deno that runs this file: `deno run --allow-all tests/runtime/run-deno.js`. */
import { runInNode } from "./run-in-node.js";

await runInNode({ runtime: `Deno ${Deno.version.deno}`, build: "modern" });
