/** What the token endpoint refuses, with the remedy that an administrator can act on. */
import QUnit from "qunit";

import { refused } from "./errors.js";

const DRIVE = "https://www.googleapis.com/auth/drive";

export function testRefusals({ createMinter, key, standin }) {
  const ask = async (user, scopes) => (await createMinter()).getToken(user, scopes);

  QUnit.module("refusals", () => {
    QUnit.test("a scope that is not granted names the client ID and the scopes to grant", async (assert) => {
      const expected = { code: "unauthorized_client", status: 401 };
      const error = await refused(assert, ask("ada@example.com", ["drive", "openid"]), expected);
      assert.true(error.remedy.includes(key.client_id), error.remedy);
      assert.true(error.remedy.includes(`${DRIVE},openid`), error.remedy);
      assert.strictEqual(error.cause.error, "unauthorized_client");
      assert.true(error.cause.errorDescription.startsWith("Client is unauthorized to retrieve access tokens"));
      assert.strictEqual(error.cause.diagnosis, "dwd_client_id");
    });

    QUnit.test("a user who is not there is named", async (assert) => {
      const expected = { code: "invalid_grant", status: 400 };
      const error = await refused(assert, ask("nobody@example.com", "openid"), expected);
      assert.true(error.remedy.includes("nobody@example.com"), error.remedy);
      assert.deepEqual(error.cause, {
        error: "invalid_grant",
        errorDescription: "Invalid email or User ID",
        diagnosis: "user_not_found",
      });
    });

    QUnit.test("a scope that Google does not know gives no access token", async (assert) => {
      const expected = { code: "no_access_token", status: 200 };
      const error = await refused(assert, ask("ada@example.com", "gmail.readnoly"), expected);
      assert.true(error.remedy.includes("gmail.readnoly"), error.remedy);
      assert.true(error.message.includes("does not know one of the scopes"), error.message);
    });

    QUnit.test("a 200 with an empty access token is an error", async (assert) => {
      await standin.fault({ kind: "empty-access-token" });
      await refused(assert, ask("ada@example.com", "openid"), { code: "no_access_token", status: 200 });
    });

    const unexplained = ["grant_without_a_reason", "grant_for_a_new_reason"];
    QUnit.test.each("without a known reason name the likely ones in order:", unexplained, async (assert, id) => {
      await standin.fault({ kind: "refusal", id });
      const error = await refused(assert, ask("ada@example.com", "openid"), { code: "invalid_grant", status: 400 });
      assert.true(/\(documented\).+ada@example\.com.+private_key_id.+clock/.test(error.remedy), error.remedy);
      assert.strictEqual(error.cause.diagnosis, undefined);
    });

    const forms = {
      "as it is": (assertion) => assertion,
      "cut at the front": (assertion) => assertion.slice(50),
      "percent-encoded": (assertion) => encodeURIComponent(assertion).replaceAll("J", "%4A").replaceAll(".", "%2E"),
      "with JSON's escapes": (assertion) => assertion.replaceAll(/[eJ.]/g, (c) => `\\u00${c.charCodeAt().toString(16)}`),
      "with HTML's references": (assertion) => assertion.replaceAll(/[eJ.]/g, (c) => `&#${c.charCodeAt()};`),
      "in lines": (assertion) => assertion.replaceAll(/.{60}/g, "$&\n"),
    };
    QUnit.test.each("never show an assertion that came back", forms, async (assert, form) => {
      let assertion;
      const fetch = async (_url, { body }) => {
        assertion = new URLSearchParams(body).get("assertion");
        const description = `Bad value: ${form(assertion)}`;
        return Response.json({ error: "invalid_request", error_description: description }, { status: 400 });
      };
      const minter = await createMinter({ fetch });
      const expected = { code: "invalid_request", status: 400 };
      const { message, remedy, cause } = await refused(assert, minter.getToken("ada@example.com", "openid"), expected);
      assert.strictEqual(cause.errorDescription, "Bad value: [redacted]");
      const told = [message, remedy, cause.errorDescription].join("\n");
      const pieces = assertion.match(/.{1,12}/g);
      assert.deepEqual(pieces.filter((piece) => told.includes(piece)), []);
    });

    const others = {
      account_not_found: ["invalid_grant", 400],
      bad_signature: ["invalid_grant", 400],
      user_deleted: ["invalid_grant", 400],
      reauth: ["invalid_grant", 400],
      access_denied_scope: ["access_denied", 400],
      admin_policy: ["admin_policy_enforced", 400],
      deleted_client: ["deleted_client", 401],
      disabled_client: ["disabled_client", 401],
      invalid_client: ["invalid_client", 401],
      malformed_assertion: ["invalid_request", 400],
      org_internal: ["org_internal", 400],
      scope_empty: ["invalid_scope", 400],
      dwd_not_authorized: ["unauthorized_client", 401],
    };
    QUnit.test.each("have a code and a diagnosis:", Object.entries(others), async (assert, [id, [code, status]]) => {
      await standin.fault({ kind: "refusal", id });
      const error = await refused(assert, ask("ada@example.com", "openid"), { code, status });
      assert.strictEqual(error.cause.diagnosis, id);
      assert.strictEqual((await standin.exchanges()).length, 1, "a refusal is final");
    });
  });
}
