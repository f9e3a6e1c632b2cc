/** Pages in a real Chromium that mint when they are told to. */
import { after } from "node:test";

import { launchChromium } from "../../scripts/lib/browser.js";
import { serveFolder } from "../support/file-server.js";

export async function usePages() {
  const browser = await launchChromium();
  after(() => browser.close());

  return {
    /** @param {string} folder with an index.html @param {{ headers?: object, settings: object }} options */
    async mintInFolder(folder, { headers, settings }) {
      const server = await serveFolder(folder, headers);
      try {
        return await mintAt(server.url, settings);
      } finally {
        await server.close();
      }
    },
    mintAt,
  };

  /** What the page's `mint` gives or throws, and which WebAssembly it downloaded for that. */
  async function mintAt(url, settings) {
    const page = await browser.newPage();
    const wasm = [];
    page.on("response", (response) => {
      if (new URL(response.url()).pathname.endsWith(".wasm")) wasm.push(response.url());
    });
    await page.goto(url);
    await page.waitForFunction(() => globalThis.mint);
    const minted = await page.evaluate(
      (settings) => globalThis.mint(settings).catch(({ name, code, remedy }) => ({ name, code, remedy })),
      settings,
    );
    await page.close();
    return { ...minted, wasm };
  }
}
