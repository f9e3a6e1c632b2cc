/** `minter.fetch` and `getRequestHeaders`: requests to an API in a user's name. */
import QUnit from "qunit";

import { caught, refused } from "./errors.js";

const ADA = "ada@example.com";

export function testApiCalls({ apiUrl, createMinter, standin, url }) {
  const profile = `${apiUrl}/users/me/profile`;
  const count = async () => (await standin.exchanges()).length;

  QUnit.module("requests to an API", () => {
    QUnit.test("getRequestHeaders gives the header alone", async (assert) => {
      const minter = await createMinter();
      const headers = await minter.getRequestHeaders(ADA, "gmail.readonly");
      assert.deepEqual(Object.keys(headers), ["authorization"]);
      assert.strictEqual((await fetch(profile, { headers })).status, 200);
    });

    QUnit.test("fetch sends the user's token, each user's own", async (assert) => {
      const minter = await createMinter();
      for (const user of [ADA, "grace@example.com"]) {
        const response = await minter.fetch(user, "gmail.readonly", profile);
        assert.strictEqual((await response.json()).emailAddress, user);
      }
    });

    QUnit.test("fetch takes a Request, and what is given beside it", async (assert) => {
      const minter = await createMinter();
      const request = new Request(profile, { headers: { Authorization: "Bearer somebody-else's" } });
      const response = await minter.fetch(ADA, "gmail.readonly", request, { headers: { Accept: "application/json" } });
      assert.strictEqual((await response.json()).emailAddress, ADA);
      assert.strictEqual((await minter.fetch(ADA, "gmail.readonly", new URL(profile))).status, 200);
    });

    QUnit.test("on a 401 fetch mints once more and sends once more", async (assert) => {
      const minter = await createMinter();
      const { accessToken } = await minter.getToken(ADA, "gmail.readonly");
      await standin.revoke(accessToken);
      const response = await minter.fetch(ADA, "gmail.readonly", profile);
      assert.strictEqual((await response.json()).emailAddress, ADA);
      assert.strictEqual(await count(), 2);
    });

    QUnit.test("fifty calls whose token was revoked mint once", async (assert) => {
      const minter = await createMinter();
      const { accessToken } = await minter.getToken(ADA, "gmail.readonly");
      await standin.revoke(accessToken);
      const calls = Array.from({ length: 50 }, () => minter.fetch(ADA, "gmail.readonly", profile));
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      assert.deepEqual([...new Set(statuses)], [200]);
      assert.strictEqual(await count(), 2);
    });

    QUnit.test("a 401 that stays is passed on", async (assert) => {
      const sent = [];
      const minter = await createMinter({
        fetch: (input, init) => {
          if (!(input instanceof Request)) return fetch(input, init);
          sent.push(input.headers.get("Authorization"));
          return Promise.resolve(new Response("no", { status: 401 }));
        },
      });
      const response = await minter.fetch(ADA, "gmail.readonly", profile, { method: "POST", body: "{}" });
      assert.deepEqual([response.status, await response.text()], [401, "no"]);
      assert.strictEqual(new Set(sent).size, 2);
    });

    const bodies = {
      "that fails to be cancelled": () => new ReadableStream({ cancel: () => Promise.reject(new Error("stuck")) }),
      "that is never cancelled": () => new ReadableStream({ cancel: () => new Promise(() => {}) }),
      "of another kind": () => ({ pipe() {} }),
    };
    QUnit.test.each("on a 401 the answer is let go of, also a body", bodies, async (assert, body) => {
      const answers = [{ status: 401, body: body() }, new Response("well")];
      const minter = await createMinter({
        fetch: (input, init) => (input instanceof Request ? Promise.resolve(answers.shift()) : fetch(input, init)),
      });
      const response = await minter.fetch(ADA, "gmail.readonly", profile);
      assert.strictEqual(await response.text(), "well");
    });

    QUnit.test("the body is sent again as well, a stream only once", async (assert) => {
      for (const [body, expected] of [
        [() => "once and again", ["once and again", "once and again"]],
        [() => new Blob(["a stream"]).stream(), ["a stream"]],
      ]) {
        const bodies = [];
        const minter = await createMinter({
          fetch: async (input, init) => {
            if (!(input instanceof Request)) return fetch(input, init);
            bodies.push(await input.text());
            return new Response("", { status: 401 });
          },
        });
        const init = { method: "POST", body: body(), duplex: "half" };
        assert.strictEqual((await minter.fetch(ADA, "gmail.readonly", profile, init)).status, 401);
        assert.deepEqual(bodies, expected);
      }
    });

    QUnit.test("other answers are passed on as they are", async (assert) => {
      const minter = await createMinter();
      const response = await minter.fetch(ADA, "openid", profile);
      assert.strictEqual(response.status, 403);
      assert.strictEqual(await count(), 1);
    });

    QUnit.test("no token goes out in the clear", async (assert) => {
      const minter = await createMinter();
      for (const target of ["http://example.com/", "http://127.0.0.1.example.com/", "ftp://example.com/"]) {
        await refused(assert, minter.fetch(ADA, "gmail.readonly", target), { code: "insecure_url" });
      }
      assert.strictEqual(await count(), 0);
    });

    QUnit.test("a refusal comes before any request", async (assert) => {
      const minter = await createMinter();
      const asking = minter.fetch("nobody@example.com", "gmail.readonly", profile);
      await refused(assert, asking, { code: "invalid_grant", status: 400 });
    });

    QUnit.test("a signal ends the wait, and the mint goes on for others", async (assert) => {
      await standin.fault({ kind: "slow", delayMs: 300 });
      const minter = await createMinter();
      const controller = new AbortController();
      const waiting = minter.getToken(ADA, "openid", { signal: controller.signal });
      const other = minter.getToken(ADA, "openid");
      controller.abort(new Error("changed my mind"));
      assert.strictEqual((await caught(waiting)).message, "changed my mind");
      assert.strictEqual((await other).user, ADA);
      assert.strictEqual(await count(), 1);
    });

    QUnit.test("every call takes a signal", async (assert) => {
      const minter = await createMinter();
      const signal = AbortSignal.abort(new Error("too late"));
      for (const call of [
        () => minter.getToken(ADA, "openid", { signal }),
        () => minter.getIdToken(null, "https://example.com/", { signal }),
        () => minter.getRequestHeaders(ADA, "openid", { signal }),
        () => minter.createAssertion(ADA, "openid", { signal }),
        () => minter.createSelfSignedToken({ audience: url }, { signal }),
        () => minter.fetch(ADA, "openid", profile, { signal }),
        () => minter.invalidate(ADA, "openid", { signal }),
      ]) {
        assert.strictEqual((await caught(call())).message, "too late");
      }
      assert.strictEqual(await count(), 0);
    });

    QUnit.test("invalidate drops a token", async (assert) => {
      const minter = await createMinter();
      const first = await minter.getToken(ADA, "openid");
      await minter.invalidate("Ada@Example.com", ["openid"]);
      assert.notStrictEqual((await minter.getToken(ADA, "openid")).accessToken, first.accessToken);
      assert.strictEqual(await minter.invalidate(ADA, "email"), undefined);
      await refused(assert, minter.invalidate("me", "openid"), { code: "invalid_user" });
    });

    QUnit.test("invalidate drops a refusal as well", async (assert) => {
      await standin.fault({ kind: "refusal", id: "bad_signature" });
      const minter = await createMinter();
      const refusal = { code: "invalid_grant", status: 400 };
      await refused(assert, minter.getToken(ADA, "openid"), refusal);
      await refused(assert, minter.getToken(ADA, "openid"), refusal);
      assert.strictEqual(await count(), 1);
      await minter.invalidate(ADA, "openid");
      assert.strictEqual((await minter.getToken(ADA, "openid")).user, ADA);
    });
  });
}
