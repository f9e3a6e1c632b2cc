/** The signer's own build, ready for use in a page. */
import * as bindings from "../../../target/signer-tests/edgemint.js";

await bindings.default({ module_or_path: new URL("../../../target/signer-tests/edgemint_bg.wasm", import.meta.url) });

export { bindings };
