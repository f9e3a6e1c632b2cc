import assert from "node:assert/strict";

import { REFUSALS } from "../../standin/refusals.js";

/**
 * The response is exactly this refusal of Google's.
 *
 * @param {Response} response
 * @param {string} id a name in REFUSALS
 * @param {string} [detail] what follows the fixed part of the description
 */
export async function assertRefused(response, id, detail = "") {
  const { status, error, description } = REFUSALS[id];
  const expected = description === undefined ? { error } : { error, error_description: description + detail };
  assert.deepEqual(await response.json(), expected);
  assert.equal(response.status, status);
}
