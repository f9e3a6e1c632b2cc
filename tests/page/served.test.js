/** The page as other servers than `npm start` have it, without a network, and beside the Worker's own routes. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { assemblePage } from "../../scripts/lib/page.js";
import { launchChromium } from "../../scripts/lib/browser.js";
import { startGoogle } from "../../standin/index.js";
import { serveFolder } from "../support/file-server.js";
import { GROUP_PATIENCE_MS } from "../support/patience.js";
import { openPage, startWorkbench } from "./workbench.js";

const GOOGLE = "https://oauth2.googleapis.com/token";

describe("as it is deployed, on any file server", { timeout: GROUP_PATIENCE_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), "edgemint-page-"));
  let browser;
  let server;
  let google;
  before(async () => {
    assemblePage({ folder });
    [browser, server, google] = await Promise.all([launchChromium(), serveFolder(folder), startGoogle()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await google?.close();
    rmSync(folder, { recursive: true });
  });

  test("a made-up key is called that, and Google's refusal of it is shown and explained", async () => {
    const { page, context, errors, close } = await openPage(browser, server.url);
    // What Google is asked, the stand-in answers, which does not know this key either.
    await context.route(GOOGLE, async (route) => {
      const { status, headers, body } = await ask(google, route.request());
      await route.fulfill({ status, headers: { ...headers, "Access-Control-Allow-Origin": "*" }, body });
    });
    await page.getByRole("button", { name: "Use a made-up demo key" }).click();
    await page.getByText("WebCrypto verified the signature.").waitFor();
    assert.match(await page.locator("#key-note").innerText(), /Google does not know it/);
    assert.match(await page.locator("#exchange-note").innerText(), /expect its refusal/);
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.locator("#token-problem .diagnosis").waitFor();
    const said = await page.locator("#token-problem").innerText();
    assert.match(said, /invalid_grant/);
    assert.match(said, /Fix: ./);
    assert.deepEqual(errors, []);
    await close();
  });

  test("on a slow network: what was pasted before the scripts are there is read, and no button is offered too early", async () => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    let arrive;
    const arrived = new Promise((resolve) => (arrive = resolve));
    await context.route("**/generated/scopes/*.js", async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto(server.url, { waitUntil: "commit" });
    await page.locator("#key-text").fill(JSON.stringify({ ...google.key, token_uri: undefined }));
    for (const id of ["key-demo", "key-file", "why-go", "race", "forget"]) assert.ok(await page.locator(`#${id}`).isDisabled(), id);
    arrive();
    await page.locator("#key-facts:not(.off)").waitFor();
    assert.ok(await page.locator("#forget").isEnabled());
    await context.close();
  });

  test("where no Worker is behind it, it says so", async () => {
    const { page, close } = await openPage(browser, server.url);
    await page.getByRole("button", { name: "Use a made-up demo key" }).click();
    // A token that is asked for while the key's first assertion is being signed is dropped with what was there before.
    await page.getByText("WebCrypto verified the signature.").waitFor();
    await page.getByLabel(/through this server’s Worker/).check();
    await page.fill("#secret", "secret");
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.getByRole("heading", { name: "There is no edgemint Worker behind this page." }).waitFor();
    await close();
  });

  test("where there is no WebCrypto, as on plain http: it signs, and says what cannot be had", async () => {
    const withoutWebCrypto = () => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
    const { page, errors, close } = await openPage(browser, server.url, {}, withoutWebCrypto);
    const { token_uri, ...key } = google.key;
    await page.fill("#key-text", JSON.stringify(key));
    await page.fill("#user", "ada@example.com");
    await page.fill("#scope-search", "gmail.readonly");
    await page.keyboard.press("Enter");
    await page.getByText("WebCrypto is not to be had here, so nothing else has checked it.").waitFor();
    await page.getByRole("button", { name: "Measure" }).click();
    await page.getByText(/^This page came over plain http/).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });

  test("its policy holds: no other host, no inline script, no eval", async () => {
    const { page, close } = await openPage(browser, server.url);
    const outcome = await page.evaluate(async (other) => {
      const violated = [];
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violated.push(effectiveDirective));
      const refuses = (attempt) => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      };
      const fetched = await fetch(other).then(() => true, () => false);
      const image = new Image();
      image.src = `${other}/picture`;
      // Behind a timer, as the debugger's own evaluation is let off; and both have been noticed.
      do await new Promise((resolve) => setTimeout(resolve, 50));
      while (!["connect-src", "img-src"].every((directive) => violated.includes(directive)));
      const script = document.createElement("script");
      const refused = [() => (script.text = "globalThis.ran = true"), () => globalThis.eval("1")].map(refuses);
      document.head.append(script);
      return { fetched, refused, ran: globalThis.ran ?? false };
    }, google.url);
    assert.deepEqual(outcome, { fetched: false, refused: [true, true], ran: false });
    await close();
  });

  test("without a network after the first load: the key is read, the assertion signed and verified", async () => {
    const { page, errors, close } = await openPage(browser, server.url);
    await page.getByText("Ready to work offline.").waitFor();
    // Behind a fragment as well.
    await page.getByRole("link", { name: "Have an error to explain?" }).click();
    await server.close();
    server = null;
    // By its other name too.
    await page.goto(page.url().replace(/#.*$/, "index.html"));
    await page.waitForSelector("html[data-ready]");
    await page.getByRole("button", { name: "Use a made-up demo key" }).click();
    await page.getByText("WebCrypto verified the signature.").waitFor();
    await page.fill("#why-text", "400 Precondition check failed.");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#why-result .diagnosis").waitFor();
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.locator("#token-problem h3").waitFor();
    assert.match(await page.locator("#token-problem").innerText(), /token_endpoint_unreachable/);
    // The browser's own note that demo.json is out of reach, which is no file that is kept.
    assert.deepEqual(errors.filter((error) => !error.includes("ERR_CONNECTION_REFUSED")), []);
    await close();
  });
});

async function ask(google, request) {
  const response = await fetch(google.tokenUri, { method: "POST", headers: { "Content-Type": request.headers()["content-type"] }, body: request.postData() });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

describe("beside the Worker", { timeout: GROUP_PATIENCE_MS }, () => {
  let workbench;
  before(async () => (workbench = await startWorkbench()));
  after(() => workbench?.close());

  for (const [method, path, status, code] of [
    ["GET", "/v1/token", 405, "method_not_allowed"],
    ["POST", "/v1/token", 401, "unauthenticated"],
    ["GET", "/metrics", 401, "unauthenticated"],
    ["GET", "/nothing.html", 404, "not_found"],
    ["GET", "/proxy/gmail.googleapis.com/gmail/v1/users/me/profile", 401, "unauthenticated"],
  ]) {
    test(`${method} ${path} is the Worker's own ${code}`, async () => {
      const response = await fetch(workbench.url + path, { method });
      assert.equal(response.status, status);
      assert.equal((await response.json()).error.code, code);
    });
  }

  test("GET /healthz is the Worker's, GET / the page with its headers", async () => {
    const health = await fetch(`${workbench.url}/healthz`);
    assert.equal((await health.json()).status, "ok");
    const page = await fetch(`${workbench.url}/`);
    assert.match(page.headers.get("content-type"), /^text\/html/);
    const policy = page.headers.get("content-security-policy");
    for (const part of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(part), policy);
    }
    const [, connect] = /connect-src ([^;]+)/.exec(policy);
    const hosts = connect.split(" ");
    assert.ok(hosts.every((host) => ["'self'", workbench.standin].includes(host) || /^https:\/\/\w+\.googleapis\.com$/.test(host)), connect);
  });
});
