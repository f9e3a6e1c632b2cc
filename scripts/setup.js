// Sets a machine up for one purpose: what is there is used, what is missing is fetched.
// Runs on the system's Node, before any package is installed: Node's own modules only.
import { alone } from "./lib/lock.js";
import { isMain, main, say, secondsSince, Trouble } from "./lib/log.js";
import { chromium } from "./needs/chromium.js";
import { node } from "./needs/node.js";
import { npmPackages, testTools } from "./needs/npm-packages.js";
import { rust, rustChecks } from "./needs/rust.js";
import { wasmBindgen } from "./needs/wasm-bindgen.js";
import { wasmTarget } from "./needs/wasm-target.js";

/**
 * @typedef {object} Need
 * @property {string} name What it is, for people.
 * @property {string} about How long fetching it takes, for people.
 * @property {() => Promise<unknown>} find Something truthy when the machine has it.
 * @property {() => Promise<void>} fetch Gets it, or throws trouble that names the command to type.
 */

const native = [node, rust, rustChecks];
const build = [node, npmPackages, rust, wasmTarget, wasmBindgen];
const needs = { rust: native, build, start: build, test: [...native, ...build, testTools, chromium] };

/** These come through the package manager, which works on one at a time. */
const oneAtATime = [wasmTarget, chromium];
/** Without these there is no point in fetching the others. */
const first = [node, rust, rustChecks];

/** @param {{ for: "rust" | "build" | "start" | "test" }} purpose */
export const setup = ({ for: purpose }) =>
  alone("set-up", () => provideAll([...new Set(needs[purpose])]));

/** @param {Need[]} wanted */
async function provideAll(wanted) {
  for (const need of wanted.filter((need) => first.includes(need))) await provide(need);

  const queue = wanted.filter((need) => oneAtATime.includes(need));
  const rest = wanted.filter((need) => !first.includes(need) && !oneAtATime.includes(need));
  const results = await Promise.allSettled([...rest.map(provide), provideInTurn(queue)]);
  const failed = results.filter((result) => result.status === "rejected");
  for (const { reason } of failed) if (!(reason instanceof Trouble)) throw reason;
  if (failed.length) throw new Trouble(failed.map(({ reason }) => reason.message).join("\n"));
}

async function provideInTurn(queue) {
  for (const need of queue) await provide(need);
}

/** @param {Need} need */
async function provide({ name, about, find, fetch }) {
  if (await find()) return;
  const start = performance.now();
  say(`set-up: ${name} (${about})`);
  await fetch();
  if (!(await find())) throw new Trouble(`${name}: installed, but still not found.`);
  say(`set-up: ${name}: ready after ${secondsSince(start)} s`);
}

if (isMain(import.meta)) await main(() => setup({ for: process.argv[2] ?? "build" }));
