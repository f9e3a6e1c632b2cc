/** The signer's suite in a page in headless Chromium: `node tests/runtime/run-signer-chromium.js`. */
import { launchChromium } from "../../scripts/lib/browser.js";
import { servePage } from "./page-server.js";
import { report } from "./report.js";
import { KEYS_IN_THE_SAME_ENGINE } from "./signer/amounts.js";
import { signerContext } from "./signer/context.js";

const context = await signerContext({ keys: KEYS_IN_THE_SAME_ENGINE });
const browser = await launchChromium();
const server = await servePage();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  const results = await page.evaluate(async (context) => {
    const { bindings } = await import("/tests/runtime/signer/load-in-page.js");
    const { runSignerSuite } = await import("/tests/runtime/signer/suite.js");
    return runSignerSuite(bindings, context);
  }, context);
  report(`Chromium ${browser.version()}`, results, { list: true });
} finally {
  await browser.close();
  await server.close();
}
