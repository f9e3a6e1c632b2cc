// The packages that only the benchmark needs: fetched when it runs for the first time.
import { lockedPackages } from "../../scripts/lib/locked-packages.js";
import { alone } from "../../scripts/lib/lock.js";
import { say } from "../../scripts/lib/log.js";
import { inRoot } from "../../scripts/lib/paths.js";

const peers = lockedPackages(inRoot("bench"));

export const installPeers = () =>
  alone("set-up", async () => {
    if (peers.areInstalled()) return;
    say("bench: npm packages to compare with (about 10 s)");
    // None of them needs a script to be installed.
    await peers.install("--ignore-scripts");
  });
