/** What a page downloads: the build that its engine can run, and nothing of the other one. */
import assert from "node:assert/strict";

import { checked } from "./report.js";
import { secretFinder } from "../support/secrets.js";

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url of the page
 * @param {import("./context.js").Context} context
 * @param {string[]} [files] of a build
 * @returns {Promise<import("./collect.js").Result[]>}
 */
export async function testDownloads(browser, url, context, files = ["edgemint.js", "edgemint_bg.wasm"]) {
  const filesOf = (build) => files.map((file) => `/dist/npm/${build}/${file}`);
  const withoutRelaxedSimd = () => {
    WebAssembly.validate = () => false;
  };
  return [
    await checked("a page downloads the modern build alone", async () => {
      assert.deepEqual(await downloadsFor(browser, url, context), {
        signer: context.signer,
        files: filesOf("modern"),
      });
    }),
    await checked("a page without relaxed SIMD downloads the portable build alone", async () => {
      assert.deepEqual(await downloadsFor(browser, url, context, withoutRelaxedSimd), {
        signer: "rsa-crate",
        files: filesOf("portable"),
      });
    }),
  ];
}

/**
 * What a page is told about its private key.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url of the page
 * @param {import("./context.js").Context} context
 */
export async function testWarning(browser, url, { key, tokenUri }) {
  const warnings = (options) => warningsOf(browser, url, { credentials: key, tokenUri, ...options });
  return [
    await checked("a page is warned of its private key, once", async () => {
      const said = await warnings();
      assert.equal(said.length, 1);
      assert.match(said[0], /private key .* every user of the domain.*dangerouslyAllowBrowser/s);
      assert.equal(secretFinder(key)(said[0]), null);
    }),
    await checked("a page that says it knows is not warned", async () => {
      assert.deepEqual(await warnings({ dangerouslyAllowBrowser: true }), []);
    }),
    await checked("a worker of a page is warned as well", async () => {
      const said = await warningsOf(browser, url, { credentials: key, tokenUri }, inWorker);
      assert.equal(said.length, 1);
    }),
  ];
}

async function warningsOf(browser, url, options, makeMinters = inPage) {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(url);
  await page.evaluate(makeMinters, options);
  await page.close();
  return said;
}

async function inPage(options) {
  const { createMinter } = await import("edgemint");
  for (const minter of [await createMinter(options), await createMinter(options)]) minter.dispose();
}

/** An import map is a page's alone; a worker is told the address. */
async function inWorker(options) {
  const module = new URL("/src/js/entries/entry.browser.js", location.href).href;
  const work = `
    const { createMinter } = await import(${JSON.stringify(module)});
    for (let i = 0; i < 2; i += 1) await createMinter(${JSON.stringify(options)});
    postMessage("done");`;
  const url = URL.createObjectURL(new Blob([work], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

/** Signs in a page of its own, and says who signed and which built files that took. */
async function downloadsFor(browser, url, { key, tokenUri }, prepare = () => {}) {
  const page = await browser.newPage();
  const files = new Set();
  page.on("request", (request) => files.add(new URL(request.url()).pathname));
  await page.addInitScript(prepare);
  await page.goto(url);
  const signer = await page.evaluate(
    async (options) => {
      const { createMinter } = await import("edgemint");
      const minter = await createMinter(options);
      await minter.createAssertion("ada@example.com", "openid");
      return minter.signer;
    },
    { credentials: key, tokenUri },
  );
  await page.close();
  return { signer, files: [...files].filter((file) => file.startsWith("/dist/")).sort() };
}
