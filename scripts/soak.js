// The signer against WebCrypto at length: fresh keys, fresh messages, the same bytes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { build } from "./build.js";
import { isMain, main, Trouble } from "./lib/log.js";
import { inRoot } from "./lib/paths.js";
import { childEnv } from "./lib/run.js";
import { setup } from "./setup.js";

const help = `npm run soak -- [options]

Signs random messages with random keys of 2048, 3072 and 4096 bits, by edgemint's kernel in
WebAssembly in Node and by WebCrypto, and compares the bytes. Every difference is printed with what
reproduces it. Stop it with Ctrl-C: it sums up what it has done.

  --signatures N    how many (1000000: hours)
  --help            print this`;

function readOptions(args) {
  const options = { signatures: { type: "string" }, help: { type: "boolean" } };
  try {
    const { signatures = "1000000", help } = parseArgs({ args, options }).values;
    if (/^[1-9]\d{0,11}$/.test(signatures)) return { signatures, help };
  } catch {
    // Refused below.
  }
  throw new Trouble("soak: takes --signatures and a number above zero, or --help.");
}

if (isMain(import.meta)) {
  await main(async () => {
    const { signatures, help: isHelp } = readOptions(process.argv.slice(2));
    if (isHelp) return console.log(help);
    await setup({ for: "build" });
    await build(["signer-tests"]);
    // The project's own Node: the one that runs this may be too old to have relaxed SIMD.
    const args = [inRoot("tests", "runtime", "soak-node.js"), signatures];
    const child = spawn("node", args, { stdio: "inherit", env: childEnv() });
    // The child ends by it, and this with the child.
    process.on("SIGINT", () => {});
    const [code] = await once(child, "exit");
    process.exitCode = code ?? 1;
  });
}
