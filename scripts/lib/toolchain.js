// Which Rust compiles to WebAssembly here, and how it is called.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { inRoot } from "./paths.js";
import { ask } from "./run.js";

const target = "wasm32-unknown-unknown";

/** Debian's `-web` packages put a current Rust here, beside a distribution's own or rustup's. */
const debianRustc = "/usr/bin/rustc";
const debianCargo = "/usr/bin/cargo";

/** The oldest Rust that compiles the crate, from its manifest. */
export const rustVersion = () => manifestValue(/^rust-version = "([^"]+)"/m);

/** The wasm-bindgen version that the crate pins; the command must be exactly this one. */
export const wasmBindgenVersion = () => manifestValue(/^wasm-bindgen = .*"=([^"]+)"/m);

function manifestValue(pattern) {
  return readFileSync(inRoot("Cargo.toml"), "utf8").match(pattern)[1];
}

/** Whether a rustc is there and at least as new as the crate asks for. */
export async function isRecent(rustc) {
  const [, major, minor] = (await ask(rustc, ["--version"]))?.match(/^rustc (\d+)\.(\d+)/) ?? [];
  const [wantedMajor, wantedMinor] = rustVersion().split(".").map(Number);
  return Number(major) === wantedMajor && Number(minor) >= wantedMinor;
}

/**
 * How cargo is called for the wasm32 target, or undefined when no Rust here can compile to it.
 *
 * @returns {Promise<{ name: string, cargo: string, args: string[], env: object } | undefined>}
 */
export async function wasmToolchain() {
  return (await installedTarget()) ?? (await debianBuildStd());
}

/** `cargo` in the PATH, with the target's standard library (`rustup target add`). */
async function installedTarget() {
  const lib = await ask("rustc", ["--print", "target-libdir", "--target", target]);
  if (!lib || !holds(lib, /^libstd-.*\.rlib$/) || !(await isRecent("rustc"))) return undefined;
  return { name: "cargo", cargo: "cargo", args: ["--target", target], env: { ...rustflags() } };
}

/** Debian's rustc-web, which compiles the standard library from Debian's rust-web-src. */
async function debianBuildStd() {
  if (!existsSync(debianCargo) || !(await isRecent(debianRustc))) return undefined;
  const sysroot = await ask(debianRustc, ["--print", "sysroot"]);
  const linker = await wasmLinker();
  if (!linker || !existsSync(join(sysroot, "lib/rustlib/src/rust/library/std"))) return undefined;
  return {
    name: "Debian's cargo with its own standard library",
    cargo: debianCargo,
    // Later than stable offers, but the only way to a wasm32 standard library from Debian.
    args: ["--target", target, "-Zbuild-std=std,panic_abort"],
    env: {
      ...rustflags(),
      RUSTC: debianRustc,
      RUSTC_BOOTSTRAP: "1",
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker,
    },
  };
}

/**
 * The same for every crate, or it would be compiled twice. SHA-256 as a loop in place of 64 steps
 * written out is 6 KB less to download, and as fast as anybody notices for half a kilobyte. Where
 * this machine keeps its crates is nobody's business: panics would name it.
 */
function rustflags() {
  const registries = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
  const folders = existsSync(registries) ? readdirSync(registries) : [];
  const remapped = folders.map((folder) => `--remap-path-prefix=${join(registries, folder)}=crates`);
  const flags = ['--cfg=sha2_backend_soft="compact"', ...remapped];
  return { CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f") };
}

/** A linker for wasm32: the one that rustup's toolchain brings, or LLVM's. */
export async function wasmLinker() {
  const sysroot = await ask("rustc", ["--print", "sysroot"]);
  const rustlib = join(sysroot ?? "", "lib", "rustlib");
  const hosts = sysroot && existsSync(rustlib) ? readdirSync(rustlib) : [];
  const bundled = hosts.map((host) => join(rustlib, host, "bin", "rust-lld")).find(existsSync);
  if (bundled) return bundled;
  for (const name of ["wasm-ld", "wasm-ld-22"]) {
    if (await ask(name, ["--version"])) return name;
  }
  return undefined;
}

function holds(folder, pattern) {
  return existsSync(folder) && readdirSync(folder).some((name) => pattern.test(name));
}
