/**
 * How long tests wait for something good, in milliseconds: it comes at once on an idle machine, and late on one that does
 * six other things. A test that waits for something bad, or for nothing to happen, has a time of its own.
 */
export const PATIENCE_MS = 120_000;

/** The same for a file's tests together, or for what starts by building. */
export const GROUP_PATIENCE_MS = 20 * 60_000;

/**
 * Looks again and again until `find` gives something that counts, and gives it back.
 *
 * @template T
 * @param {() => T | Promise<T>} find
 * @returns {Promise<T>}
 */
export async function until(find) {
  for (const end = performance.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const found = await find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${find}`);
  }
}
