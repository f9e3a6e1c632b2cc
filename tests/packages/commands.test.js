/** The package from its tarball in every runtime with a command line: installed, imported, minted with. */
import { test } from "node:test";

import { testTool } from "../../scripts/lib/paths.js";
import { mustRun } from "../../scripts/lib/run.js";
import { multiplyAdd } from "../runtime/signer/multiply-add.js";
import { useGoogle } from "./google.js";
import { freshProject } from "./project.js";

const { settings, assertMinted } = await useGoogle();
const SETTINGS = JSON.stringify(settings);

/** By Node 20, as its engine has no relaxed SIMD. */
const PORTABLE = "rsa-crate";

const node = ["node"];
const node20 = [testTool("node")];
const bun = [testTool("bun")];
// No more than what the README says it needs.
const deno = [testTool("deno"), "run", "--no-prompt", "--allow-env=SETTINGS", "--allow-net=127.0.0.1"];
const denoThatReads = [...deno, "--allow-read=node_modules/edgemint"];

async function testCommand(entry, [command, ...args], signer) {
  const cwd = await freshProject(entry);
  const { stdout } = await mustRun(command, [...args, "command.js"], { cwd, env: { SETTINGS } });
  assertMinted(JSON.parse(stdout), signer);
}

/** Bun's multiply-add rounds twice on some processors, which its own engine has to say. */
async function signerOfBun() {
  const bytes = [...multiplyAdd].join();
  const ask = `new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(${bytes}))).exports.m(${1 + 2 ** -52}, ${1 - 2 ** -52}, -1)`;
  const { stdout } = await mustRun(bun[0], ["--print", ask]);
  return Number(stdout) === 0 ? PORTABLE : undefined;
}

for (const entry of ["edgemint", "edgemint/inline"]) {
  test(`${entry} in Node 22`, () => testCommand(entry, node));
  test(`${entry} in Node 20`, () => testCommand(entry, node20, PORTABLE));
  test(`${entry} in Bun`, async () => testCommand(entry, bun, await signerOfBun()));
}
test("edgemint in Deno, which has to be allowed to read the package", () => testCommand("edgemint", denoThatReads));
test("edgemint/inline in Deno, which reads nothing", () => testCommand("edgemint/inline", deno));
