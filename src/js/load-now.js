/**
 * A build that is made ready at its first use, without a promise: in a Worker one that requests share
 * would tie them to each other.
 *
 * @template {{ initSync(options: { module: BufferSource | WebAssembly.Module }): unknown }} Bindings
 * @param {Bindings} bindings
 * @param {() => BufferSource | WebAssembly.Module} read gives its WebAssembly
 * @returns {() => Bindings}
 */
export function loadNow(bindings, read) {
  let ready = false;
  return () => {
    if (!ready) bindings.initSync({ module: read() });
    ready = true;
    return bindings;
  };
}
