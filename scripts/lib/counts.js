// How many tests ran, read from what each kind of test runner prints.

const sum = (output, pattern) =>
  [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/** `cargo test`: one line for each test binary. */
export const cargoCounts = (output) => ({
  passed: sum(output, /^test result: .*? (\d+) passed;/gm),
  failed: sum(output, /^test result: .*? (\d+) failed;/gm),
});

/** `node --test`, whichever of its reporters is in use. */
export const nodeCounts = (output) => ({
  passed: sum(output, /^(?:#|ℹ) pass (\d+)$/gm),
  failed: sum(output, /^(?:#|ℹ) (?:fail|cancelled) (\d+)$/gm),
});

/** A suite that ends with `N passed, N failed`. A runtime may still write to standard error. */
export const lastLineCounts = (output) => {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  const [, passed = 0, failed = 0] = lines.at(-1) ?? [];
  return { passed: Number(passed), failed: Number(failed) };
};
