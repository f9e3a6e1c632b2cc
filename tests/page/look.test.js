/** What it looks like to eyes, to screen readers and to a phone; pictures of it go to target/page/. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { inRoot } from "../../scripts/lib/paths.js";
import { GROUP_PATIENCE_MS } from "../support/patience.js";
import { mintWithDemoKey, startWorkbench } from "./workbench.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = inRoot("target", "page");

const WIDE = { viewport: { width: 1280, height: 900 } };
const NARROW = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

let workbench;
before(
  async () => {
    mkdirSync(pictures, { recursive: true });
    workbench = await startWorkbench();
  },
  { timeout: GROUP_PATIENCE_MS },
);
after(() => workbench?.close());

const picture = (page, name) => page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });

async function assertAccessible(page, when) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  assert.deepEqual(found, [], when);
}

/** Nothing is wider than the screen, and nothing has moved by itself. */
async function assertSteady(page) {
  const { width, inner, shifts } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    inner: innerWidth,
    shifts: globalThis.shifts,
  }));
  assert.ok(width <= inner, `${width} px on a screen of ${inner}`);
  assert.deepEqual(shifts, [], "what has moved");
}

async function failAtTheEndpoint(page) {
  await page.fill("#scope-search", "drive.readonly");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Get a token" }).click();
  await page.locator("#token-problem h3").waitFor();
}

async function explainPrecondition(page) {
  await page.fill("#why-text", '{"error": {"code": 400, "message": "Precondition check failed.", "status": "FAILED_PRECONDITION"}}');
  await page.getByRole("button", { name: "Explain" }).click();
  await page.locator("#why-result .diagnosis").waitFor();
}

describe("the look", { timeout: GROUP_PATIENCE_MS }, () => {
  for (const [name, options] of [
    ["wide", { ...WIDE, colorScheme: "light" }],
    ["dark", { ...WIDE, colorScheme: "dark" }],
    ["narrow", { ...NARROW, colorScheme: "light" }],
    ["narrow-dark", { ...NARROW, colorScheme: "dark" }],
  ]) {
    test(`${name}: empty, with a token, with errors: accessible, steady, nothing cut off`, async () => {
      const { page, errors, close } = await workbench.open(options);
      await assertAccessible(page, "empty");
      await picture(page, `${name}-empty`);

      await mintWithDemoKey(page);
      await page.getByRole("button", { name: "Ask the API" }).click();
      await page.getByText("The API took the token").waitFor();
      await page.getByRole("button", { name: "Measure" }).click();
      await page.locator("#chart svg").waitFor();
      await assertAccessible(page, "with a token");
      await assertSteady(page);
      await picture(page, `${name}-token`);

      await failAtTheEndpoint(page);
      await page.getByRole("region", { name: "Token" }).screenshot({ path: `${pictures}/${name}-refusal.png` });
      await explainPrecondition(page);
      await page.getByText("How to check").click();
      await assertAccessible(page, "with errors");
      await picture(page, `${name}-error`);
      assert.deepEqual(errors, []);
      await close();
    });
  }

  for (const [name, options] of [["wide", WIDE], ["narrow", NARROW]]) {
    test(`${name}: every step stays where it is from the first key to the token`, async () => {
      const { page, close } = await workbench.open(options);
      const places = () => page.locator(".step").evaluateAll((all) => all.map((step) => Math.round(step.getBoundingClientRect().top + scrollY)));
      const before = await places();
      await mintWithDemoKey(page);
      assert.deepEqual(await places(), before);
      await page.getByRole("button", { name: "Forget everything" }).click();
      assert.deepEqual(await places(), before);
      await close();
    });
  }

  test("pointing at a field moves nothing", async () => {
    const { page, close } = await workbench.open(WIDE);
    await mintWithDemoKey(page);
    const places = () => page.locator("#assertion, .part li, #field-explained, #exchange").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top + scrollY));
    const before = await places();
    for (const field of await page.locator(".part button").all()) {
      await field.hover();
      assert.deepEqual(await places(), before);
    }
    await close();
  });

  for (const [name, options] of [["wide", WIDE], ["narrow", NARROW]]) {
    test(`${name}, with letters twice as large: nothing is cut off`, async () => {
      const { page, close } = await workbench.open(options);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await mintWithDemoKey(page);
      await page.getByText("How to check").click();
      const { width } = options.viewport;
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
      await picture(page, `${name}-large`);
      assert.ok(scrolled <= width, `${scrolled} px on a screen of ${width}`);
      await close();
    });
  }

  test("every control has a name", async () => {
    const { page, close } = await workbench.open();
    const unnamed = await page.locator("button, input, select, textarea").evaluateAll((controls) =>
      controls
        .filter((control) => !control.labels?.length && !control.textContent.trim() && !control.getAttribute("aria-label"))
        .map(({ outerHTML }) => outerHTML),
    );
    assert.deepEqual(unnamed, []);
    await close();
  });

  test("figures of the first load", async () => {
    const { page, requests, close } = await workbench.open();
    const usable = await page.evaluate(() => performance.getEntriesByName("usable")[0].startTime);
    const files = requests.filter((request) => !request.serviceWorker());
    const bodies = await Promise.all(files.map(async (request) => (await request.response()).body()));
    const sum = (sizes) => Math.round(sizes.reduce((total, size) => total + size, 0) / 1024);
    const [raw, gzip] = [sum(bodies.map(({ length }) => length)), sum(bodies.map((body) => gzipSync(body).length))];
    console.log(`page: usable after ${Math.round(usable)} ms; ${files.length} files, ${raw} KiB, ${gzip} KiB after gzip`);
    assert.ok(gzip < 150, "the page has grown");
    await close();
  });
});
