/**
 * Reads a body up to `limit` bytes; of a longer one, exactly one more, so that the reader can tell.
 *
 * @param {Response} response
 * @param {number} limit
 */
export async function readBounded(response, limit) {
  // A fetch that a program brings may have streams of another kind.
  if (!response.body?.getReader) return beginning(await response.arrayBuffer(), limit);
  const reader = response.body.getReader();
  const bytes = new Uint8Array(limit + 1);
  let length = 0;
  while (length <= limit) {
    const { done, value } = await reader.read();
    if (done) return bytes.slice(0, length);
    const fitting = value.subarray(0, bytes.length - length);
    bytes.set(fitting, length);
    length += fitting.length;
  }
  // What is left is of no interest; a failure to cancel is neither.
  reader.cancel().catch(() => {});
  return bytes;
}

function beginning(buffer, limit) {
  // Takes buffers alone, of any realm: a number would be a length, for which room were made.
  const { byteLength } = new DataView(buffer);
  return new Uint8Array(buffer, 0, Math.min(byteLength, limit + 1)).slice();
}

/** Lets go of an answer that nobody reads. Nothing waits for it, as there are streams that do not end so. */
export async function discard({ body }) {
  try {
    await body?.cancel?.();
  } catch {
    // It is of no interest either.
  }
}
