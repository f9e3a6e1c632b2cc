/** What the program that this project began with has to see, wherever it runs. */
import assert from "node:assert/strict";

/**
 * @param {Awaited<ReturnType<typeof import("../../standin/index.js").startGoogle>>} google
 * @param {Awaited<ReturnType<typeof import("./seed-program.js").bothSeeds>>} seen for ada
 */
export function checkSeeds(google, { itself, forUser, warnings }) {
  assert.equal(google.tokenInfo(itself.token).user, null);
  assert.equal(google.tokenInfo(itself.token).issuer, google.key.client_email);
  assert.deepEqual([itself.code, itself.message], [400, "Precondition check failed."]);
  assert.equal(google.tokenInfo(forUser.token).user, "ada@example.com");
  assert.ok(forUser.messages > 0);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /Gmail .* no subject .* Remedy: give subject: "user@your-domain"/);
  assert.ok(warnings[0].includes(google.key.client_email));
}
