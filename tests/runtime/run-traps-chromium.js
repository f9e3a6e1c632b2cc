/** The suite of traps in a page in headless Chromium: `node tests/runtime/run-traps-chromium.js`. */
import { launchChromium } from "../../scripts/lib/browser.js";
import { startContext } from "./context.js";
import { servePage } from "./page-server.js";
import { report } from "./report.js";

const browser = await launchChromium();
const { context, close } = await startContext({ crossOrigin: true });
const server = await servePage();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  const results = await page.evaluate(async (context) => {
    const { load } = await import("/tests/runtime/traps/load-in-page.js");
    const { runTrapSuite } = await import("/tests/runtime/traps/suite.js");
    return runTrapSuite(load, context);
  }, context);
  report(`Chromium ${browser.version()}`, results);
} finally {
  await browser.close();
  await server.close();
  await close();
}
