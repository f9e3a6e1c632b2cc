/** The suite in a page in headless Chromium, on the package or on one of its entries that stands for all of it. */
import { launchChromium } from "../../scripts/lib/browser.js";
import { startContext } from "./context.js";
import { testDownloads, testWarning } from "./only-chromium.js";
import { servePage } from "./page-server.js";
import { report } from "./report.js";

/** @param {{ entry?: string, files?: string[] }} [what] as in servePage and testDownloads */
export async function runInChromium({ entry = "edgemint", files } = {}) {
  const browser = await launchChromium();
  const { context, close } = await startContext({ crossOrigin: true });
  const server = await servePage(entry);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const results = await page.evaluate(
      async (context) => (await import("/tests/runtime/suite.js")).runSuite(context),
      context,
    );
    const downloads = await testDownloads(browser, server.url, context, files);
    const warning = await testWarning(browser, server.url, context);
    report(`Chromium ${browser.version()}, ${entry}`, [...results, ...downloads, ...warning]);
  } finally {
    await browser.close();
    await server.close();
    await close();
  }
}
