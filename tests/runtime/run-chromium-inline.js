/** The suite on the package with its WebAssembly inline: `node tests/runtime/run-chromium-inline.js`. */
import { runInChromium } from "./run-in-chromium.js";

await runInChromium({ entry: "edgemint/inline", files: ["inline.js"] });
