// Each in a page: how large its script is, and whether it mints in Chromium.
import { build } from "esbuild";
import { launchChromium } from "../../scripts/lib/browser.js";
import { startGoogle } from "../../standin/index.js";
import { allowItself } from "../lib/package-costs.js";
import { sizeOf } from "../lib/sizes.js";

/**
 * @param {import("./peers/index.js").Peer} peer
 * @returns {Promise<{ size: { raw: number, gzip: number }, mints: boolean } | { problem: string }>}
 */
export async function observeInPage({ modules, pageSize }) {
  const bundled = await bundle(modules.page);
  if (bundled.problem) return bundled;
  return { size: pageSize?.() ?? sizeOf(bundled.script), mints: await mintsIn(bundled.script) };
}

async function bundle(module) {
  try {
    const { outputFiles } = await build({
      entryPoints: [module],
      bundle: true,
      minify: true,
      format: "iife",
      globalName: "peer",
      target: "es2022",
      write: false,
      logLevel: "silent",
      // Of edgemint's two builds a page downloads one.
      external: ["*/portable/inline.js"],
    });
    return { script: outputFiles[0].text };
  } catch (error) {
    const isOfNode = ({ notes }) => notes.some(({ text }) => text.includes("is built into node"));
    if (!error.errors?.every(isOfNode)) throw error;
    return { problem: "needs Node's modules" };
  }
}

async function mintsIn(script) {
  const google = await startGoogle();
  allowItself(google);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // A page of the stand-in's: WebCrypto is there on loopback, and no policy is.
    await page.goto(google.url);
    await page.addScriptTag({ content: script });
    const token = await page.evaluate(async (key) => (await peer.open(key)).token("ada@example.com"), google.key);
    return google.tokenInfo(token) !== null;
  } finally {
    await browser.close();
    await google.close();
  }
}
