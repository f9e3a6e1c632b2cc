/**
 * The same as `edgemint`, with the WebAssembly inside its JavaScript: for bundles of one file, and
 * wherever a `.wasm` file cannot be fetched or read. It needs `DecompressionStream`, and an
 * environment that compiles WebAssembly from bytes.
 *
 * A Cloudflare Worker may not compile bytes: import `edgemint` there. Under wrangler, which sets the
 * condition `workerd`, this name leads to the same code; elsewhere `createMinter` throws
 * `signer_unsupported` in a Worker. So it does in a page whose Content-Security-Policy forbids
 * WebAssembly (`script-src` without `'wasm-unsafe-eval'`).
 *
 * @packageDocumentation
 */
export * from "../index.js";
