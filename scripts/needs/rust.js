import { Trouble } from "../lib/log.js";
import { ask } from "../lib/run.js";
import { isRecent, rustVersion } from "../lib/toolchain.js";

/** A native Rust: it compiles the tools and runs the native tests. */
export const rust = {
  name: "Rust",
  about: "not installed by this script",
  find: async () =>
    (await isRecent("rustc")) &&
    (await ask("cargo", ["--version"])) &&
    (await ask("cc", ["--version"])),
  fetch: async () => {
    throw new Trouble(await whatIsMissing());
  },
};

async function whatIsMissing() {
  const version = await ask("rustc", ["--version"]);
  if (!version || !(await ask("cargo", ["--version"]))) {
    return "Rust is missing: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh";
  }
  if (!(await isRecent("rustc"))) {
    return `Rust ${rustVersion()} or later is needed, this is ${version}: rustup update stable`;
  }
  return "A C compiler (cc), which Rust links with, is missing: sudo apt-get install gcc libc6-dev";
}

/** The formatter and the linter, which the test command runs. */
export const rustChecks = {
  name: "rustfmt and clippy",
  about: "not installed by this script",
  find: async () =>
    (await ask("cargo", ["fmt", "--version"])) && (await ask("cargo", ["clippy", "--version"])),
  async fetch() {
    throw new Trouble("rustfmt or clippy is missing: rustup component add rustfmt clippy");
  },
};
