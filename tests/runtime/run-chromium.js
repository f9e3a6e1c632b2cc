/** The suite in a page in headless Chromium: `node tests/runtime/run-chromium.js`. */
import { launchChromium } from "./browser.js";
import { startContext } from "./context.js";
import { testDownloads, testWarning } from "./only-chromium.js";
import { servePage } from "./page-server.js";
import { report } from "./report.js";

const browser = await launchChromium();
const { context, close } = await startContext({ crossOrigin: true });
const server = await servePage();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  const results = await page.evaluate(
    async (context) => (await import("/tests/runtime/suite.js")).runSuite(context),
    context,
  );
  const downloads = await testDownloads(browser, server.url, context);
  const warning = await testWarning(browser, server.url, context);
  report(`Chromium ${browser.version()}`, [...results, ...downloads, ...warning]);
} finally {
  await browser.close();
  await server.close();
  await close();
}
