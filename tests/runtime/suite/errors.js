/** How tests look at what was thrown. */
import { EdgemintError } from "edgemint";

/** @returns {Promise<unknown>} what the promise rejects with */
export async function caught(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`nothing was thrown; the value is of type ${typeof value}`);
}

/**
 * The promise rejects with an EdgemintError that has these fields, and words for people.
 *
 * @returns {Promise<EdgemintError>} the error, for a closer look
 */
export async function refused(assert, promise, fields) {
  const error = await caught(promise);
  assert.true(error instanceof EdgemintError, `an EdgemintError: ${error}`);
  assert.true(error instanceof Error);
  assert.strictEqual(error.name, "EdgemintError");
  const { code, status, retryable, retryAfter } = error;
  const expected = { status: undefined, retryable: false, retryAfter: undefined, ...fields };
  assert.deepEqual({ code, status, retryable, retryAfter }, expected);
  assert.true(error.message.length > 10, "a message");
  assert.true(error.remedy.length > 10, "a remedy");
  return error;
}
