/** What is said when something is wrong: with the key, at the token endpoint, at an API, or elsewhere. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { REFUSALS } from "../../standin/refusals.js";
import { GROUP_PATIENCE_MS } from "../support/patience.js";
import { startWorkbench } from "./workbench.js";

let workbench;
let opened;
let page;
let key;
before(
  async () => {
    workbench = await startWorkbench();
    key = await workbench.newKey();
    opened = await workbench.open();
    page = opened.page;
  },
  { timeout: GROUP_PATIENCE_MS },
);
after(async () => {
  await workbench?.close();
  assert.deepEqual(opened.errors, []);
});

const text = (id) => page.locator(`#${id}`).innerText();

/** As people do it: a megabyte of lines has to get there, too. */
async function paste(field, pasted) {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), pasted);
  await page.focus(field);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}

const pemOf = (type, options) =>
  generateKeyPairSync(type, { ...options, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } })
    .privateKey;

describe("a key that is none", { timeout: GROUP_PATIENCE_MS }, () => {
  const without = (field) => ({ ...key, [field]: undefined });
  /** What it is: what is pasted, and what the page has to name. */
  const kinds = {
    "no JSON at all": [() => "My key is in the drawer.", /JSON/],
    "JSON cut off": [() => JSON.stringify(key).slice(0, 400), /JSON/],
    "without an account": [() => without("client_email"), /client_email/],
    "without a key": [() => without("private_key"), /private_key/],
    "with half a key": [() => ({ ...key, private_key: key.private_key.slice(0, 900) }), /private_key/],
    "with a public key": [() => ({ ...key, private_key: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" }), /private_key/],
    "with a key that is too short": [() => ({ ...key, private_key: pemOf("rsa", { modulusLength: 1024 }) }), /2048/],
    "with an elliptic curve": [() => ({ ...key, private_key: pemOf("ec", { namedCurve: "P-256" }) }), /private_key|RSA/],
    "of an OAuth client": [() => ({ installed: { client_id: "1.apps.googleusercontent.com", client_secret: "x" } }), /OAuth client.*service account/],
    "of a user": [() => ({ type: "authorized_user", client_id: "x", client_secret: "y", refresh_token: "1//x" }), /service_account/],
    "the private key alone": [() => key.private_key, /rest of the file.*whole JSON key file/],
    "an API key": [() => "AIzaSyA1234567890abcdefghijklmnopqrstuvw", /API key/],
    "with a foreign token endpoint": [() => ({ ...key, token_uri: "https://token.example.org/" }), /token/],
  };
  for (const [kind, [make, names]] of Object.entries(kinds)) {
    test(kind, async () => {
      const given = make();
      const pasted = typeof given === "string" ? given : JSON.stringify(given);
      await page.fill("#key-text", pasted);
      await page.locator("#key-says.problem").waitFor();
      const said = await text("key-says");
      assert.match(said, names);
      assert.ok(!said.includes(key.private_key.split("\n")[3]));
      assert.equal(await page.locator("#exchange").isDisabled(), true);
      await page.getByRole("button", { name: "Forget everything" }).click();
      assert.equal(await page.locator("#key-text").inputValue(), "");
      assert.equal(await text("key-says"), "");
    });
  }

  test("a whole log", async () => {
    await paste("#key-text", "2026-11-25T10:00:00Z INFO all is well\n".repeat(27_000));
    await page.locator("#key-says").getByText(/too large for a key file.*JSON file/).waitFor();
    await page.fill("#key-text", "It rains.");
    await page.locator("#key-says").getByText(/not a JSON object/).waitFor();
    await page.fill("#key-text", "");
    await page.locator("#key-says:not(.problem)").waitFor();
  });

  test("a key that an environment variable has damaged is taken all the same", async () => {
    const damaged = { ...key, private_key: key.private_key.replaceAll("\n", "\\n") };
    await page.fill("#key-text", Buffer.from(JSON.stringify(damaged)).toString("base64"));
    await page.fill("#user", "ada@example.com");
    await page.fill("#scope-search", "gmail.readonly");
    await page.keyboard.press("Enter");
    await page.getByText("WebCrypto verified the signature.").waitFor();
  });
});

describe("a user or scopes that are none", { timeout: GROUP_PATIENCE_MS }, () => {
  before(() => prepared());

  test("a user without a domain", async () => {
    await page.fill("#user", "ada@");
    await page.keyboard.press("Tab");
    await page.locator("#user-says.problem").waitFor();
    assert.equal(await page.locator("#user").getAttribute("aria-invalid"), "true");
    await page.fill("#user", "ada@example.com");
    await page.getByText("WebCrypto verified the signature.").waitFor();
  });
});

/** The key is there, with a user and a scope. */
async function prepared(user = "ada@example.com", scope = "gmail.readonly") {
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.fill("#key-text", JSON.stringify(key));
  await page.fill("#user", user);
  await page.fill("#scope-search", scope);
  await page.keyboard.press("Enter");
  await page.locator("#exchange:enabled").waitFor();
}

/** What the page says of an exchange that fails. */
async function refused() {
  await page.getByRole("button", { name: "Get a token" }).click();
  await page.locator("#token-problem h3").waitFor();
  return text("token-problem");
}

describe("the token endpoint refuses", { timeout: GROUP_PATIENCE_MS }, () => {
  // Each with a minter of its own: a refusal is remembered for some seconds.
  beforeEach(() => prepared());
  afterEach(() => workbench.clearFaults());

  for (const [id, { error, description }] of Object.entries(REFUSALS)) {
    // The grant type and the form are the package's own; a failure of the server's is below.
    if (["bad_grant_type", "scope_param", "internal_failure"].includes(id)) continue;
    test(`${id}: Google's words, the cause and what to do`, async () => {
      await workbench.fault({ kind: "refusal", id, times: 9 });
      const said = await refused();
      assert.ok(said.includes(error), said);
      if (description) assert.ok(said.replaceAll("&quot;", '"').includes(description.replaceAll("&quot;", '"').replace(/\.$/, "")), said);
      assert.match(said, /Fix: ./);
    });
  }

  test("no delegation: the Admin console's steps with this client ID and these scopes", async () => {
    await prepared("ada@example.com", "drive.readonly");
    const said = await refused();
    assert.ok(said.includes(key.client_id), said);
    assert.ok(said.includes("https://www.googleapis.com/auth/drive.readonly"), said);
    assert.match(said, /Domain.wide delegation/i);
    await page.locator("#token-problem").getByRole("button", { name: "Copy Client ID" }).click();
    await page.locator("#token-problem").getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), key.client_id);
  });

  for (const [fault, words] of [
    [{ kind: "server-error", times: 9 }, /HTTP 500|internal_failure/],
    [{ kind: "unavailable", times: 9 }, /HTTP 503/],
    [{ kind: "rate-limit", retryAfter: 0, times: 9 }, /rate/i],
    [{ kind: "bad-json", times: 9 }, /malformed|JSON/i],
    [{ kind: "no-access-token" }, /token/],
    [{ kind: "empty-access-token" }, /token/],
    [{ kind: "huge-body", times: 9 }, /token endpoint/i],
    [{ kind: "cut-before-headers", times: 9 }, /unreachable|reached/i],
    [{ kind: "cut-mid-body", times: 9 }, /./],
  ]) {
    test(`${fault.kind}: said, with what to do`, async () => {
      await workbench.fault(fault);
      const said = await refused();
      assert.match(said, words);
      assert.match(said, /Fix: ./);
    });
  }

  test("an answer that comes late is waited for", async () => {
    await workbench.fault({ kind: "slow", delayMs: 1500 });
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.getByText("Speaks for ada@example.com").waitFor();
  });

  test("an answer that comes after everything was forgotten is dropped", async () => {
    const { promise: forgotten, resolve: forget } = Promise.withResolvers();
    const endpoint = `${workbench.standin}/token`;
    await page.route(endpoint, (route) => forgotten.then(() => route.continue()));
    const answered = page.waitForResponse(endpoint);
    await page.getByRole("button", { name: "Get a token" }).click();
    await page.getByRole("button", { name: "Forget everything" }).click();
    forget();
    await answered;
    await page.unroute(endpoint);
    await page.getByText("The token appears here.").waitFor();
    assert.ok(!(await page.content()).includes("ya29."));
  });
});

describe("an API refuses", { timeout: GROUP_PATIENCE_MS }, () => {
  for (const [user, scope, words] of [
    ["no-mailbox@example.com", "gmail.readonly", /Precondition check failed/],
    ["mail-off@example.com", "gmail.readonly", /Mail service not enabled/],
    ["ada@example.com", "gmail.send", /insufficient authentication scopes/],
  ]) {
    test(`${user} with ${scope}: the answer and its diagnosis`, async () => {
      await prepared(user, scope);
      await page.getByRole("button", { name: "Get a token" }).click();
      await page.getByText(`Speaks for ${user}`).waitFor();
      await page.selectOption("#probe-api", "gmail");
      await page.getByRole("button", { name: "Ask the API" }).click();
      await page.locator("#probe-result .diagnosis").waitFor();
      const said = await text("probe-result");
      assert.match(said, words);
      assert.match(said, /Fix: ./);
    });
  }
});

describe("an error from elsewhere", { timeout: GROUP_PATIENCE_MS }, () => {
  before(() => prepared());
  const gmail = { error: { code: 400, message: "Precondition check failed.", status: "FAILED_PRECONDITION" } };
  for (const [what, pasted, id] of [
    ["Gmail's answer", JSON.stringify(gmail, null, 2), /precondition/],
    ["a line of a log", `2026-11-25T10:00:00Z ERROR mail: googleapi: ${JSON.stringify(gmail)}`, /precondition/],
    ["the token endpoint's answer", JSON.stringify({ error: "unauthorized_client", error_description: REFUSALS.dwd_client_id.description }), /dwd/],
  ]) {
    test(`${what}: cause and remedy`, async () => {
      await page.fill("#why-text", pasted);
      await page.getByRole("button", { name: "Explain" }).click();
      const diagnosis = page.locator("#why-result .diagnosis");
      await diagnosis.waitFor();
      assert.match(await diagnosis.getAttribute("data-id"), id);
      assert.match(await diagnosis.innerText(), /Fix: ./);
    });
  }

  test("Gmail's refusal is of a token that speaks for nobody, likeliest", async () => {
    await page.fill("#why-text", JSON.stringify(gmail));
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#why-result .why").first().getByText(/subject|speaks for the service account/).waitFor();
  });

  test("steps name this key's client ID and these scopes", async () => {
    await page.fill("#why-text", '{"error": "unauthorized_client"}');
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#why-result .paste").waitFor();
    assert.ok((await text("why-result")).includes(key.client_id));
    assert.ok((await text("why-result")).includes("https://www.googleapis.com/auth/gmail.readonly"));
  });

  const explained = async (pasted, words) => {
    await page.fill("#why-text", pasted);
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#why-result").getByText(words).waitFor();
  };

  test("a long log is searched to its beginning", async () => {
    const line = "2026-11-25T10:00:00Z INFO all is well\r\n";
    await paste("#why-text", `${line.repeat(9_000)}${JSON.stringify(gmail)}\n${line.repeat(18_000)}`);
    await page.locator("#why-result").getByText(/no subject/).waitFor();
  });

  test("a web page and a key are called that; nothing is nothing", async () => {
    await explained("<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>", /web page/);
    await explained(JSON.stringify(key), /This is a key/);
    await page.fill("#why-text", " ");
    await page.getByRole("button", { name: "Explain" }).click();
    assert.equal(await text("why-result"), "");
  });

  test("what is no error is called that", async () => {
    await page.fill("#why-text", "It rains.");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByText("There is no error in it that edgemint knows.").waitFor();
  });
});
