import { Instance } from "./instance.js";

/**
 * A build that is fetched at its first use: one load, however many ask for it. After a failure the next call tries again;
 * where the instance trapped, it makes another of the same WebAssembly, as a deployment may have replaced the file.
 *
 * @template Glue
 * @param {() => Promise<Glue & { default: (guard: Function) => object }>} importGlue
 * @param {(glue: Glue) => URL | Promise<WebAssembly.Module>} source of its WebAssembly
 * @returns {() => Promise<Instance>}
 */
export function loadLater(importGlue, source) {
  let module;
  let loading;
  let instance;
  async function load() {
    const glue = await importGlue();
    const loaded = await new Instance(glue.default).start(module ?? (await source(glue)));
    module = loaded.module;
    return (instance = loaded);
  }
  return () => {
    if (instance?.trapped) loading = instance = undefined;
    return (loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    }));
  };
}
