/** The suite in a page in headless Chromium: `node tests/runtime/run-chromium.js`. */
import { runInChromium } from "./run-in-chromium.js";

await runInChromium();
