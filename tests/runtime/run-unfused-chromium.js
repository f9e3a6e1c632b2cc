/** The signer without a fused multiply-add, in Chromium: `node tests/runtime/run-unfused-chromium.js`. */
import { launchChromium } from "../../scripts/lib/browser.js";
import { servePage } from "./page-server.js";
import { report } from "./report.js";
import { unfusedContext } from "./signer/context.js";

const FLAG = "--js-flags=--no-enable-fma3";

const browser = await launchChromium([FLAG]);
const { context, close } = await unfusedContext();
const server = await servePage();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  const results = await page.evaluate(async (context) => {
    const { bindings } = await import("/tests/runtime/signer/load-in-page.js");
    const { multiplyAdd } = await import("/tests/runtime/signer/multiply-add.js");
    const { runUnfusedSuite } = await import("/tests/runtime/signer/unfused-suite.js");
    return runUnfusedSuite(bindings, new WebAssembly.Module(multiplyAdd), context);
  }, context);
  report(`Chromium ${browser.version()} ${FLAG}`, results);
} finally {
  await browser.close();
  await server.close();
  await close();
}
