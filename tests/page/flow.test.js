/** From the opened page to a token and what it is good for, as a person gets there. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createVerify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, test } from "node:test";

import { inRoot } from "../../scripts/lib/paths.js";
import { GROUP_PATIENCE_MS } from "../support/patience.js";
import { mintWithDemoKey, mintWithKey, startWorkbench } from "./workbench.js";

const GMAIL_READONLY = "https://www.googleapis.com/auth/gmail.readonly";

let workbench;
before(async () => (workbench = await startWorkbench()), { timeout: GROUP_PATIENCE_MS });
after(() => workbench?.close());

/** Opens the page for one test, which ends with no error in the console. */
const onPage = (name, work, options) =>
  test(name, async () => {
    const opened = await workbench.open(options);
    await work(opened.page, opened);
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });

/** Presses Tab until this has the focus: whoever has no pointer gets there. */
async function tabTo(page, id, key = "Tab") {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((id) => document.activeElement?.id === id, id)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`the keyboard does not reach #${id}`);
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const text = (page, id) => page.locator(`#${id}`).innerText();

describe("the flow", { timeout: GROUP_PATIENCE_MS }, () => {
  onPage("a demo key and a token: two clicks, nothing to read", async (page) => {
    await mintWithDemoKey(page);
    assert.match(await text(page, "life"), /^Speaks for ada@example\.com for (59:\d\d|60:00)$/);
    assert.match(await text(page, "key-note"), /This is not Google/);
  });

  onPage("on a phone: three taps, as the key's own panel leads on", async (page) => {
    await page.getByRole("button", { name: "Use a made-up demo key" }).tap();
    await page.getByRole("link", { name: "Next: the token" }).tap();
    await page.getByRole("button", { name: "Get a token" }).tap();
    await page.getByText("Speaks for ada@example.com").waitFor();
    assert.ok(await page.locator("#life").evaluate((life) => life.getBoundingClientRect().bottom < innerHeight));
  }, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });

  onPage("from the key to what is still missing", async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.fill("#key-text", JSON.stringify(await workbench.newKey()));
    await page.getByRole("link", { name: "Next: the user" }).click();
    assert.equal(await focused(), "user");
    await page.keyboard.type("ada@example.com");
    await page.getByRole("link", { name: "Next: the scopes" }).click();
    assert.equal(await focused(), "scope-search");
  });

  onPage("every step by the keyboard alone", async (page) => {
    const key = await workbench.newKey();
    await tabTo(page, "key-text");
    await page.keyboard.insertText(JSON.stringify(key, null, 2));
    await page.locator("#key-facts:not(.off)").waitFor();
    assert.equal(await text(page, "fact-email"), key.client_email);
    assert.equal(await text(page, "fact-client"), key.client_id);
    assert.equal(await page.locator("#key-text").inputValue(), "", "the key stays in the field");

    await tabTo(page, "user");
    await page.keyboard.type("grace@example.com");
    await tabTo(page, "scope-search");
    await page.keyboard.type("gmail read");
    await page.keyboard.press("ArrowDown");
    const active = page.locator("#scope-list .active");
    assert.match(await active.innerText(), /^gmail\.readonly/);
    assert.match(await active.innerText(), /restricted/);
    await page.keyboard.press("Enter");
    await page.getByText("WebCrypto verified the signature.").waitFor();

    await tabTo(page, "exchange");
    await page.keyboard.press("Enter");
    await page.getByText("Speaks for grace@example.com").waitFor();
    await tabTo(page, "tab-curl");
    await page.keyboard.press("ArrowRight");
    assert.match(await text(page, "snippet"), /^const response = await fetch/);
    await tabTo(page, "probe");
    await page.keyboard.press("Enter");
    await page.getByText("The API took the token").waitFor();
    assert.match(await text(page, "probe-result"), /grace@example\.com/);

    await tabTo(page, "forget", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator("#key-entry:not(.off)").waitFor();
    assert.equal(await page.locator("#user").inputValue(), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "key");
    const everything = await page.content();
    for (const word of [key.client_email, key.client_id, "grace@example.com", "ya29.", "eyJ"]) {
      assert.ok(!everything.includes(word), `${word} is left`);
    }
  });

  onPage("a key file is chosen, and another one is dropped", async (page) => {
    const [chosen, dropped] = [await workbench.newKey(), await workbench.newKey()];
    const mimeType = "application/json";
    await page.setInputFiles("#key-file", { name: "key.json", mimeType, buffer: Buffer.from(JSON.stringify(chosen)) });
    await page.locator("#fact-client").getByText(chosen.client_id).waitFor();
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "key.json"));
      return data;
    }, JSON.stringify(dropped));
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await page.locator("#fact-client").getByText(dropped.client_id).waitFor();
  });

  onPage("the assertion: three parts, every field explained, a signature that verifies elsewhere too", async (page) => {
    const key = await workbench.newKey();
    await page.fill("#key-text", JSON.stringify(key));
    await page.fill("#user", "ada@example.com");
    await page.fill("#scope-search", "gmail.readonly");
    await page.keyboard.press("Enter");
    await page.getByText("WebCrypto verified the signature.").waitFor();
    assert.match(await text(page, "assertion-says"), /^Signed in \d+\.\d ms\./);

    const parts = await page.locator("#assertion span").allInnerTexts();
    const [header, claims, signature] = parts;
    assert.equal(await text(page, "assertion"), parts.join("."));
    const colours = await page.locator("#assertion span").evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
    assert.equal(new Set(colours).size, 3);
    const verify = createVerify("sha256").update(`${header}.${claims}`);
    assert.ok(verify.verify(key.private_key, signature, "base64url"));
    const { sub, scope, aud } = JSON.parse(Buffer.from(claims, "base64url"));
    assert.deepEqual({ sub, scope, aud }, { sub: "ada@example.com", scope: GMAIL_READONLY, aud: `${workbench.standin}/token` });

    for (const [field, meaning] of Object.entries({ kid: "deleted key", sub: "Precondition check failed", aud: "token endpoint" })) {
      const button = page.getByRole("button", { name: new RegExp(`^${field}`) });
      await button.focus();
      assert.match(await text(page, "field-explained"), new RegExp(meaning));
      await button.blur();
      await button.hover();
      assert.match(await text(page, "field-explained"), new RegExp(meaning));
    }
    await page.getByRole("button", { name: "Copy assertion" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    assert.equal(await clipboard(page), parts.join("."));
  });

  onPage("scopes: by name, by API, by what they grant, as typed; marked; removed again", async (page) => {
    const names = () => page.locator("#scope-list .name").allInnerTexts();
    await page.fill("#scope-search", "calendar free");
    assert.ok((await names()).some((name) => name.startsWith("calendar.freebusy")));
    await page.fill("#scope-search", "send email on your behalf");
    assert.ok((await names()).some((name) => name.startsWith("gmail.send")));
    await page.fill("#scope-search", "drive.readonly");
    assert.match((await names())[0], /^drive\.readonly\s+restricted$/);
    await page.fill("#scope-search", "");
    assert.match((await names())[0], /^gmail\.readonly/, "what most people come for stands first");
    await page.fill("#scope-search", "contacts");
    assert.equal((await names())[0].trim(), "contacts", "a name typed whole comes before longer ones");
    await page.fill("#scope-search", "meet recordings");
    await page.getByText("No scope has all these words. These have some:").waitFor();
    assert.ok((await names()).some((name) => name.startsWith("drive.meet.readonly")));
    await page.fill("#scope-search", "https://www.googleapis.com/auth/brand.new");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove brand.new" }).click();
    await page.getByText("None chosen yet").waitFor();
  });

  onPage("a list of scopes as a program has it is taken whole", async (page) => {
    const list = '"https://www.googleapis.com/auth/gmail.readonly",\n"https://www.googleapis.com/auth/calendar", openid';
    await page.focus("#scope-search");
    await page.keyboard.insertText(list);
    await page.locator("#scope-list").getByText("All 3 of these").waitFor();
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.locator("#chosen li > span").allInnerTexts(), ["gmail.readonly", "calendar", "openid"]);
    assert.equal(await page.locator("#scope-search").inputValue(), "");
  });

  onPage("the token: counted down, shown on demand, in ready-made code", async (page) => {
    await mintWithDemoKey(page);
    assert.doesNotMatch(await text(page, "token"), /ya29\.[\w-]{20}/);
    await page.getByRole("button", { name: "Copy token" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    const token = await clipboard(page);
    assert.match(token, /^ya29\.[\w-]{100,}$/);
    const answer = await fetch(`${workbench.standin}/tokeninfo?access_token=${token}`);
    assert.equal((await answer.json()).user, "ada@example.com");
    await page.getByRole("button", { name: "Show" }).click();
    assert.equal(await text(page, "token"), token);

    for (const [tab, pattern] of [
      ["curl", /^curl 'http:\/\/127.*\/gmail\/v1\/users\/me\/profile'/],
      ["fetch", /^const response = await fetch\(/],
      ["edgemint", /^import \{ createMinter \} from "edgemint";/m],
      ["googleapis", /google\.gmail\(\{ version: "v1", auth/],
    ]) {
      await page.getByRole("tab", { name: tab }).click();
      const code = await text(page, "snippet");
      assert.match(code, pattern);
      assert.equal(code.includes(token), tab !== "edgemint");
    }
  });

  onPage("the code runs as it is copied", async (page) => {
    const folder = mkdtempSync(inRoot("target", "snippets-"));
    const run = promisify(execFile);
    const key = await workbench.newKey();
    writeFileSync(join(folder, "key.json"), JSON.stringify(key));
    await mintWithKey(page, key);
    for (const [tab, prints] of [
      ["curl", /"emailAddress": "ada@example\.com"/],
      ["fetch", /emailAddress: 'ada@example\.com'/],
      ["googleapis", /emailAddress: 'ada@example\.com'/],
      ["edgemint", /^ya29\.\S+ \d{4}-/],
    ]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("button", { name: "Copy code" }).click();
      await page.getByText("Copied", { exact: true }).waitFor();
      const code = await clipboard(page);
      writeFileSync(join(folder, "run.mjs"), code);
      const { stdout } = await (tab === "curl" ? run("sh", ["-c", code]) : run(process.execPath, ["run.mjs"], { cwd: folder }));
      assert.match(stdout, prints, tab);
      await page.getByRole("button", { name: "Copy code" }).waitFor();
    }
    rmSync(folder, { recursive: true });
  });

  onPage("what was chosen and searched is forgotten too, and the page is as it was opened", async (page) => {
    const seen = () => page.locator("body").innerText();
    await page.getByText("Ready to work offline.").waitFor();
    const before = await seen();
    await mintWithDemoKey(page);
    await page.getByLabel(/through this server’s Worker/).check();
    await page.fill("#scope-search", "drive");
    await page.selectOption("#probe-api", "directory");
    await page.getByRole("button", { name: "Ask the API" }).click();
    await page.locator("#probe-result h3").waitFor();
    // As when the page is left: the browser may keep it for its Back button.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.equal(await seen(), before);
    assert.ok(!(await page.evaluate(() => JSON.stringify(performance.getEntries()))).includes("ada"));
    await mintWithDemoKey(page);
  });

  onPage("a demo key that is ready only after everything was forgotten is dropped", async (page) => {
    await page.evaluate(() => {
      document.getElementById("key-demo").click();
      document.getElementById("forget").click();
    });
    await page.locator("#key-demo:enabled").waitFor();
    assert.equal(await page.locator("#key-facts.off").count(), 1);
    assert.equal(await page.locator("#user").inputValue(), "");
  });

  onPage("the countdown goes on, and ends", async (page) => {
    await page.clock.install();
    await mintWithDemoKey(page);
    await page.clock.fastForward("30:00");
    assert.match(await text(page, "life"), /for (29|30):\d\d$/);
    await page.clock.fastForward("31:00");
    assert.equal(await text(page, "life"), "Expired. It spoke for ada@example.com.");
  });

  onPage("another key takes the place of one, for the same user and scopes", async (page) => {
    const key = await workbench.newKey();
    await page.getByRole("button", { name: "Use a made-up demo key" }).click();
    await page.getByRole("button", { name: "Use another key" }).click();
    await page.fill("#key-text", JSON.stringify(key));
    await page.getByText("WebCrypto verified the signature.").waitFor();
    const [, claims] = (await text(page, "assertion")).split(".");
    const { iss, sub } = JSON.parse(Buffer.from(claims, "base64url"));
    assert.deepEqual({ iss, sub }, { iss: key.client_email, sub: "ada@example.com" });
  });

  onPage("through the Worker, with a caller's secret and no key", async (page) => {
    await page.fill("#user", "ada@example.com");
    await page.fill("#scope-search", "gmail.readonly");
    await page.keyboard.press("Enter");
    await page.getByLabel(/through this server’s Worker/).check();
    assert.equal(await page.locator("#secret").inputValue(), workbench.secret);
    const [request] = await Promise.all([
      page.waitForRequest((request) => request.url() === `${workbench.url}/v1/token`),
      page.getByRole("button", { name: "Get a token" }).click(),
    ]);
    assert.deepEqual(request.postDataJSON(), { user: "ada@example.com", scopes: [GMAIL_READONLY] });
    await page.getByText("Speaks for ada@example.com").waitFor();
    await page.getByRole("button", { name: "Ask the API" }).click();
    await page.getByText("The API took the token").waitFor();

    await page.fill("#secret", "a wrong one");
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.locator("#token-problem").getByText("HTTP 401").waitFor();
  });

  onPage("the API that fits the scopes is asked", async (page) => {
    await page.getByRole("button", { name: "Use a made-up demo key" }).click();
    await page.getByRole("button", { name: "Remove gmail.readonly" }).click();
    await page.fill("#scope-search", "calendar.readonly");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.getByText("Speaks for ada@example.com").waitFor();
    assert.equal(await page.locator("#probe-api").inputValue(), "calendar");
    await page.getByRole("button", { name: "Ask the API" }).click();
    await page.getByText("The API took the token").waitFor();
    assert.match(await text(page, "probe-result"), /calendar#calendarListEntry/);
    assert.match(await text(page, "snippet"), /calendarList\/primary/);
  });

  onPage("where no scope opens the API, it says so before it is asked", async (page) => {
    await page.fill("#scope-search", "spreadsheets");
    await page.keyboard.press("Enter");
    await page.getByText("None of the scopes above is enough for this request").waitFor();
    await page.fill("#scope-search", "drive.readonly");
    await page.keyboard.press("Enter");
    await page.getByText("What the API answers appears here.").waitFor();
    await page.selectOption("#probe-api", "gmail");
    await page.getByText("None of the scopes above is enough for this request").waitFor();
  });

  onPage("signatures are measured here, and plotted", async (page) => {
    await page.getByRole("button", { name: "Measure" }).click();
    const plot = page.getByRole("img", { name: /^Medians\. edgemint: [\d.]+ ms; WebCrypto: [\d.]+ ms$/ });
    await plot.waitFor();
    assert.equal(await plot.locator("circle").count(), 80);
  });

  onPage("no request carries the key, and nothing is kept", async (page, { requests, context }) => {
    const key = await workbench.newKey();
    const address = page.url();
    await mintWithKey(page, key);
    await page.getByRole("button", { name: "Ask the API" }).click();
    await page.getByText("The API took the token").waitFor();
    await page.getByText("Ready to work offline.").waitFor();

    const sent = requests.map((request) => [request.method(), request.url(), JSON.stringify(request.headers()), request.postData()]);
    const lines = key.private_key.split("\n").slice(1, -2);
    for (const line of lines) assert.ok(!decodeURIComponent(sent.flat().join("\n")).includes(line), "the key was sent");
    const bodies = sent.filter(([, , , body]) => body !== null);
    assert.deepEqual(bodies.map(([method, url]) => [method, url]), [["POST", `${workbench.standin}/token`]]);
    assert.deepEqual([...new URLSearchParams(bodies[0][3]).keys()].sort(), ["assertion", "grant_type"]);

    assert.equal(page.url(), address);
    assert.deepEqual(await context.cookies(), []);
    const kept = await page.evaluate(async () => {
      const files = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return {
        storage: [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, history.length],
        files: files.flat().map(({ method, url }) => `${method} ${new URL(url).pathname}`),
      };
    });
    assert.deepEqual(kept.storage.slice(0, 3), [0, 0, 0]);
    assert.ok(kept.files.length > 20);
    for (const file of kept.files) assert.match(file, /^GET \/([\w/.-]+\.(js|css|svg|wasm))?$/);

    const rows = await page.locator("#requests tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.deepEqual(rows.map(([, , carries]) => carries), ["Nothing: files of this page", "An assertion, good for an hour", "The token"]);
  });
});
