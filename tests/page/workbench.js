/** The page as `npm start` serves it, and a browser in front of it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { launchChromium } from "../../scripts/lib/browser.js";
import { createDemoKey } from "../../standin/index.js";
import { freePort } from "../support/listen.js";

const script = fileURLToPath(new URL("../../scripts/start.js", import.meta.url));

/** Starts `npm start` on a free port, and Chromium. */
export async function startWorkbench() {
  const port = await freePort();
  const command = spawn(process.execPath, [script, "--port", `${port}`], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(command, "close");
  await saysThatItServes(command);
  const url = `http://127.0.0.1:${port}`;
  const { standin, secret } = await (await fetch(`${url}/demo.json`)).json();
  const browser = await launchChromium();
  return {
    url,
    standin,
    secret,
    /** @param {import("playwright-core").BrowserContextOptions} [options] */
    open: (options) => openPage(browser, `${url}/`, options),
    /** A key file that the stand-in knows, although no file of the page holds it. */
    newKey: () => knownKey(standin),
    /** Queues a fault of the token endpoint: standin/README.md lists them. */
    fault: (fault) => control(standin, "POST", "faults", fault),
    clearFaults: () => control(standin, "DELETE", "faults"),
    async close() {
      await browser.close();
      command.kill("SIGINT");
      await ended;
    },
  };
}

async function saysThatItServes(command) {
  let said = "";
  command.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  while (!said.includes("Serving until")) {
    if (command.exitCode !== null) assert.fail(`npm start ended:\n${said}`);
    await Promise.race([once(command.stderr, "data"), once(command, "exit")]);
  }
}

async function control(standin, method, name, body) {
  const response = await fetch(`${standin}/_standin/${name}`, { method, body: body && JSON.stringify(body) });
  assert.equal(response.status, 200, await response.text());
}

async function knownKey(standin) {
  const key = await createDemoKey({ tokenUri: `${standin}/token`, name: "of-the-visitor" });
  const { createPublicKey } = await import("node:crypto");
  const public_key = createPublicKey(key.private_key).export({ type: "spki", format: "pem" });
  await control(standin, "POST", "keys", { ...key, private_key: undefined, public_key });
  return key;
}

/**
 * A page of a profile of its own, ready for use.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {() => void} [prepare] runs in it before its own scripts
 */
export async function openPage(browser, url, options = {}, prepare = () => {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  /** Everything that left the browser, the service worker's requests included. */
  const requests = [];
  context.on("request", (request) => requests.push(request));
  const page = await context.newPage();
  const errors = [];
  const isFile = (address) => address.startsWith(url) && !address.endsWith("/v1/token");
  page.on("console", (message) => {
    // Chromium's own note of an answer with an error status, which a refusal is.
    const refusal = /^Failed to load resource: /.test(message.text()) && !isFile(message.location().url);
    if (message.type() === "error" && !refusal) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.stack));
  await page.addInitScript(recordShifts);
  await page.addInitScript(prepare);
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  return { page, context, requests, errors, close: () => context.close() };
}

/** What moved without anybody having touched the page within the last half second. */
function recordShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
      if (!hadRecentInput) globalThis.shifts.push(`${value.toFixed(4)}: ${moved.join(", ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** The demo key in one click, and the token in the next. */
export async function mintWithDemoKey(page) {
  await page.getByRole("button", { name: "Use a made-up demo key" }).click();
  await page.getByRole("button", { name: "Get a token" }).click();
  await page.getByRole("timer").filter({ hasText: "Speaks for" }).waitFor();
}

/** A token for ada@example.com with a key of one's own. */
export async function mintWithKey(page, key) {
  await page.fill("#key-text", JSON.stringify(key));
  await page.fill("#user", "ada@example.com");
  await page.fill("#scope-search", "gmail.readonly");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Get a token" }).click();
  await page.getByText("Speaks for ada@example.com").waitFor();
}
