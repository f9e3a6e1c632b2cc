import { Trouble } from "../lib/log.js";
import { ask, mustRun } from "../lib/run.js";

/**
 * Installs Debian packages. False when this system does not have them; trouble with the command
 * to type when it does, but only root may install them.
 */
export async function aptInstall(packages) {
  const install = ["install", "--yes", "--no-install-recommends", ...packages];
  if (!(await ask("apt-get", ["--version"]))) return false;
  if (process.getuid() !== 0) {
    if (!(await allKnown(packages))) return false;
    throw new Trouble(
      `Missing: sudo apt-get install --no-install-recommends ${packages.join(" ")}`,
    );
  }
  await mustRun("apt-get", ["update"]);
  if (!(await allKnown(packages))) return false;
  await mustRun("apt-get", install, { env: { DEBIAN_FRONTEND: "noninteractive" } });
  return true;
}

async function allKnown(packages) {
  return (await ask("apt-cache", ["show", "--no-all-versions", ...packages])) !== undefined;
}
