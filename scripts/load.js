// The load command: sets up, builds, and measures the Worker. `npm run load -- --help` lists its options.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { build } from "./build.js";
import { help, readOptions } from "./lib/load/options.js";
import { isMain, main } from "./lib/log.js";
import { inRoot } from "./lib/paths.js";
import { childEnv } from "./lib/run.js";
import { setup } from "./setup.js";

if (isMain(import.meta)) {
  await main(async () => {
    const args = process.argv.slice(2);
    if (readOptions(args).help) return console.log(help);
    await setup({ for: "build" });
    await build(["worker"]);
    // The project's own Node: the one that runs this may be too old for workerd's wrapper.
    const measuring = inRoot("scripts", "lib", "load", "main.js");
    const child = spawn("node", [measuring, ...args], { stdio: "inherit", env: childEnv() });
    // The child ends by it, and this with the child.
    process.on("SIGINT", () => {});
    const [code] = await once(child, "exit");
    process.exitCode = code ?? 1;
  });
}
