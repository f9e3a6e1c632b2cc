// The comparison with other packages: `npm run compare`, and with `--write` into docs/COMPARISON.md.
import { readFileSync } from "node:fs";
import { build } from "../scripts/build.js";
import { shipped } from "../scripts/lib/faces.js";
import { isMain, main, say, Trouble } from "../scripts/lib/log.js";
import { inRoot } from "../scripts/lib/paths.js";
import { setup } from "../scripts/setup.js";
import { writeDocument } from "./lib/document.js";
import { installPeers } from "./lib/peers.js";

async function compare() {
  // Not before the packages that they import are there.
  const { describeMachine } = await import("./lib/machine.js");
  const { peers } = await import("./comparison/peers/index.js");
  const { observeBehaviour } = await import("./comparison/behaviours.js");
  const { observeInPage } = await import("./comparison/in-pages.js");
  const { observeInWorker } = await import("./comparison/in-workers.js");
  const { asText } = await import("./comparison/report.js");
  const machine = await describeMachine();
  say("compare: mints");
  const { mints, webcrypto } = await timeAll(peers);
  say("compare: pages and Workers");
  const pages = await inTurn(peers, observeInPage);
  const workers = await inTurn(peers, observeInWorker);
  say("compare: behaviour");
  const behaviours = await observeBehaviour();
  const known = peers.map((peer) => ({ ...peer, ...manifestOf(peer.npm) }));
  return asText({ machine, peers: known, mints, webcrypto, pages, workers, behaviours });
}

async function timeAll(peers) {
  const { timeMints } = await import("./comparison/mints.js");
  const minters = peers.map(({ name, modules }) => ({ name, module: modules.node }));
  const webcrypto = inRoot("bench", "comparison", "peers", "edgemint-webcrypto.js");
  const mints = await timeMints([...minters, { name: "webcrypto", module: webcrypto }]);
  return { mints, webcrypto: mints.get("webcrypto") };
}

async function inTurn(peers, observe) {
  const observed = [];
  for (const peer of peers) observed.push(await observe(peer));
  return observed;
}

/** @param {string} name of a package, ours or one of the benchmark's */
function manifestOf(name) {
  const folder = name === "edgemint" ? inRoot() : inRoot("bench", "node_modules", name);
  const { version, types, exports } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  return { version, types: types !== undefined || JSON.stringify(exports ?? {}).includes('"types"') };
}

if (isMain(import.meta)) {
  await main(async () => {
    const options = process.argv.slice(2);
    if (options.some((option) => option !== "--write")) throw new Trouble("compare: its one option is --write.");
    await setup({ for: "test" });
    await installPeers();
    await build(shipped.filter((name) => name !== "worker"));
    const text = await compare();
    if (options.includes("--write")) writeDocument(text, "COMPARISON.md");
    console.log(text);
  });
}
