/**
 * The suite in the Bun that runs this file: `bun tests/runtime/run-bun.js`. Its engine, JavaScriptCore, has relaxed SIMD,
 * but its multiply-add rounds twice on some processors. The package has to notice, and to load its portable build.
 */
import { runInNode } from "./run-in-node.js";
import { multiplyAdd, rounds } from "./signer/multiply-add.js";

const isFused = rounds(new WebAssembly.Module(multiplyAdd)) === "once";
const expected = isFused ? { build: "modern" } : { build: "portable", signer: "rsa-crate" };
await runInNode({ runtime: `Bun ${Bun.version}`, ...expected });
