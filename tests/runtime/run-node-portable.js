/** The suite in Node as if it had no relaxed SIMD: `node tests/runtime/run-node-portable.js`. */

// Before the package is loaded, which then chooses its build.
WebAssembly.validate = () => false;

const { runInNode } = await import("./run-in-node.js");
await runInNode({ build: "portable", signer: "rsa-crate" });
