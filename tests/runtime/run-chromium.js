/** The suite in a page in headless Chromium: `node tests/runtime/run-chromium.js`. */
import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/lib/chromium.js";
import { startContext } from "./context.js";
import { testDownloads } from "./only-chromium.js";
import { servePage } from "./page-server.js";
import { report } from "./report.js";

/** A test browser: no sandbox (there is none in a container), no requests of its own, nothing but loopback. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

const executablePath = await findChromium();
if (!executablePath) throw new Error("There is no Chromium here. Install one, or set CHROME_PATH to its executable.");

const { context, close } = await startContext({ crossOrigin: true });
const server = await servePage();
const browser = await chromium.launch({ executablePath, args: ARGS });
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  const results = await page.evaluate(
    async (context) => (await import("/tests/runtime/suite.js")).runSuite(context),
    context,
  );
  const downloads = await testDownloads(browser, server.url, context);
  report(`Chromium ${browser.version()}`, [...results, ...downloads]);
} finally {
  await browser.close();
  await server.close();
  await close();
}
