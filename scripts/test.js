// The test command: sets the machine up and runs every step, or only the steps that are named.
import { build } from "./build.js";
import { isMain, main, say, secondsSince, Trouble } from "./lib/log.js";
import { steps } from "./lib/test-steps.js";
import { setup } from "./setup.js";

/** One after the other; suites that stand in a row, two at a time. */
async function runAll(steps) {
  const results = [];
  while (results.length < steps.length) {
    const rest = steps.slice(results.length);
    const others = rest.findIndex((step) => !step.inPairs);
    const row = rest.slice(0, others < 0 ? rest.length : Math.max(1, others));
    results.push(...(await runRow(row)));
  }
  return results;
}

async function runRow(row) {
  const results = [];
  let next = 0;
  const runNext = async () => {
    while (next < row.length) {
      const index = next++;
      results[index] = await runStep(row[index]);
    }
  };
  await Promise.all([runNext(), runNext()]);
  return results;
}

/** @param {import("./lib/test-steps.js").Step} step */
async function runStep(step) {
  const start = performance.now();
  say(`\ntest: ${step.name}: ${step.what}`);
  const counts = await outcome(step).catch((error) => {
    say(error instanceof Trouble ? error.message : error.stack);
    return { passed: 0, failed: 1 };
  });
  return { name: step.name, ...counts, seconds: secondsSince(start) };
}

async function outcome(step) {
  if (step.faces) await build(step.faces);
  const { code, output } = await step.run();
  if (step.inPairs) say(`\ntest: ${step.name}\n${output}`);
  const { passed, failed } = step.counts?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  // A suite that broke off, or that found no tests, is a failure as well.
  const broken = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: broken ? 1 : failed };
}

function chosenSteps(names) {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown) {
    const known = steps.map((step) => step.name).join(", ");
    throw new Trouble(`There is no test step "${unknown}". The steps are: ${known}.`);
  }
  return names.length ? steps.filter((step) => names.includes(step.name)) : steps;
}

function table(results) {
  const row = (name, ...cells) =>
    name.padEnd(24) + cells.map((cell) => `${cell}`.padStart(9)).join("");
  return [
    row("suite", "passed", "failed", "seconds"),
    ...results.map(({ name, passed, failed, seconds }) => row(name, passed, failed, seconds)),
  ].join("\n");
}

if (isMain(import.meta)) {
  await main(async () => {
    const chosen = chosenSteps(process.argv.slice(2));
    for (const purpose of new Set(chosen.map((step) => step.setup))) await setup({ for: purpose });
    const results = await runAll(chosen);
    const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
    console.log(`\n${table(results)}\n\n${total("passed")} passed, ${total("failed")} failed`);
    process.exitCode = total("failed") === 0 ? 0 : 1;
  });
}
