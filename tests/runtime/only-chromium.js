/** What a page downloads: the build that its engine can run, and nothing of the other one. */
import assert from "node:assert/strict";

import { checked } from "./report.js";

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
