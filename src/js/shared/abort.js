/**
 * The promise's outcome, or the signal's reason as soon as it aborts. The work itself goes on.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function untilAborted(promise, signal) {
  if (!signal) return promise;
  let stop;
  const aborted = new Promise((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { __proto__: null, once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    // A signal that outlives its calls would gather listeners.
    signal.removeEventListener("abort", stop);
  }
}
