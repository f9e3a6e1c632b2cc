import { Instance } from "./instance.js";

/**
 * A build that is made ready at its first use, and again where its instance trapped: without a promise, as in a Worker one
 * that requests share would tie them to each other.
 *
 * @param {(guard: Function) => object} glue
 * @param {() => WebAssembly.Module} read gives its WebAssembly
 * @returns {() => Instance}
 */
export function loadNow(glue, read) {
  let module;
  let instance;
  return () => {
    module ??= read();
    if (!instance || instance.trapped) instance = new Instance(glue).startNow(module);
    return instance;
  };
}
