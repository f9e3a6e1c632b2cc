// How the rows of one runtime and key size compare: the figures that outlive a machine.

/**
 * By runtime, bits and implementation: how many times WebCrypto's time a warm signature takes, and
 * how many times its own time each version of the `rsa` crate takes, warm and cold.
 */
export function ratios(rows) {
  const result = {};
  for (const row of rows) {
    const peer = (name) =>
      rows.find(
        ({ runtime, bits, implementation }) =>
          runtime === row.runtime && bits === row.bits && implementation === name,
      );
    ((result[row.runtime] ??= {})[row.bits] ??= {})[row.implementation] = {
      warm_to_webcrypto: row.warm_p50_ms / peer("WebCrypto").warm_p50_ms,
      rsa_0_9_to_warm: peer("rsa 0.9").warm_p50_ms / row.warm_p50_ms,
      rsa_0_10_to_warm: peer("rsa 0.10").warm_p50_ms / row.warm_p50_ms,
      rsa_0_9_to_cold: peer("rsa 0.9").cold_ms / row.cold_ms,
      rsa_0_10_to_cold: peer("rsa 0.10").cold_ms / row.cold_ms,
    };
  }
  return result;
}
