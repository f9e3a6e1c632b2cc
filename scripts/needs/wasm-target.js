import { Trouble } from "../lib/log.js";
import { ask, run } from "../lib/run.js";
import { wasmLinker, wasmToolchain } from "../lib/toolchain.js";
import { aptInstall } from "./apt.js";

const target = "wasm32-unknown-unknown";

/** rustup waits for ever on a network that swallows its connection. */
const rustupLimit = 30_000;

/** A Rust that compiles to WebAssembly: rustup's target, or else Debian's packages. */
export const wasmTarget = {
  name: `Rust's ${target} target`,
  about: "about 10 s, or 60 s from Debian's packages",
  find: wasmToolchain,
  async fetch() {
    if (await ask("rustup", ["--version"])) {
      await run("rustup", ["target", "add", target], { timeout: rustupLimit });
      if (await wasmToolchain()) return;
    }
    const linker = (await wasmLinker()) ? [] : ["lld-22"];
    const packages = ["rustc-web", "cargo-web", "rust-web-src", ...linker];
    if (await aptInstall(packages)) return;
    throw new Trouble(`Rust's ${target} target is missing: rustup target add ${target}`);
  },
};
