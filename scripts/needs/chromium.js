import { Trouble } from "../lib/log.js";
import { findChromium } from "../lib/chromium.js";
import { aptInstall } from "./apt.js";

/** A browser for the tests that run in one. */
export const chromium = {
  name: "Chromium",
  about: "about 30 s",
  find: findChromium,
  async fetch() {
    if (await aptInstall(["chromium"])) return;
    throw new Trouble("Chromium is missing: install it, or name a browser in CHROME_PATH.");
  },
};
