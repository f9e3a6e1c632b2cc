// The benchmark: sets up, builds, measures, prints. `npm run bench -- --help` lists its options.
import { build } from "../scripts/build.js";
import { shipped } from "../scripts/lib/faces.js";
import { isMain, main } from "../scripts/lib/log.js";
import { setup } from "../scripts/setup.js";
import { buildCrates } from "./lib/crates.js";
import { writeDocument } from "./lib/document.js";
import { help, readOptions } from "./lib/options.js";
import { installPeers } from "./lib/peers.js";
import { asJson, asText } from "./lib/report.js";

async function bench(options) {
  await setup({ for: "build" });
  await installPeers();
  await build(shipped.filter((name) => name.startsWith("npm-")));
  await buildCrates();
  // Not before the packages that it imports are there.
  const { runBenchmark } = await import("./lib/benchmark.js");
  const result = await runBenchmark(options);
  if (options.write) writeDocument(asText(result));
  console.log(options.json ? asJson(result) : asText(result));
}

if (isMain(import.meta)) {
  await main(async () => {
    const options = readOptions(process.argv.slice(2));
    if (options.help) console.log(help);
    else await bench(options);
  });
}
