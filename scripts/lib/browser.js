// A Chromium to drive, for tests and comparisons.
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.js";

/** How long it may take for one thing: a machine that does six others is slow. */
const PATIENCE_MS = 120_000;

/** No sandbox (there is none in a container), no requests of its own, nothing but loopback. */
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

/** @param {string[]} [more] further arguments */
export async function launchChromium(more = []) {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error("There is no Chromium here. Install one, or set CHROME_PATH to its executable.");
  const browser = await chromium.launch({ executablePath, args: [...ARGS, ...more], timeout: PATIENCE_MS });
  browser.on("context", (context) => context.setDefaultTimeout(PATIENCE_MS));
  return browser;
}
