// `npx edgemint policy` from the sources: builds first what the package has.
import { cli } from "../src/js/cli/cli.js";
import { build } from "./build.js";
import { isMain, main } from "./lib/log.js";
import { setup } from "./setup.js";

if (isMain(import.meta)) {
  await main(async () => {
    const args = process.argv.slice(2);
    if (!args.includes("--help")) {
      await setup({ for: "build" });
      await build(["tools"]);
    }
    process.exitCode = await cli(["policy", ...args], process);
  });
}
