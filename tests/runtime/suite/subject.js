/** The problem that delegated tokens are for: an API that wants a token with a subject. */
import QUnit from "qunit";

export function testSubject({ apiUrl, createMinter, subjectlessToken }) {
  const profile = (token) => {
    const headers = { Authorization: `Bearer ${token}` };
    return fetch(`${apiUrl}/users/me/profile`, { headers });
  };

  QUnit.module("the subject", () => {
    QUnit.test("without one, Gmail answers that the precondition check failed", async (assert) => {
      const response = await profile(subjectlessToken);
      const { error } = await response.json();
      assert.strictEqual(response.status, 400);
      assert.propContains(error, { message: "Precondition check failed.", status: "FAILED_PRECONDITION" });
    });

    QUnit.test("with one, Gmail gives the user's profile", async (assert) => {
      const minter = await createMinter();
      for (const user of ["ada@example.com", "grace@example.com"]) {
        const { accessToken } = await minter.getToken(user, "gmail.readonly");
        const response = await profile(accessToken);
        assert.strictEqual(response.status, 200);
        assert.strictEqual((await response.json()).emailAddress, user);
      }
    });
  });
}
