//! The plan of the rooms, held against the sources: who may import whom, and how long a file is.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod circles;
mod js_rules;
mod paths;
mod rooms;
mod rust_rules;
mod tokens;

use rust_rules::Facade;
use std::fs;
use std::path::{Path, PathBuf};

const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(root().join(file)).expect("source text")
}

/// What is installed or built, and not ours.
const NOT_OURS: [&str; 2] = ["node_modules", "target"];

/// Our files under `folder`, relative to the root, in order.
fn files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(&folder)).unwrap() {
        let path = folder.as_ref().join(entry.unwrap().file_name());
        if NOT_OURS.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        if root().join(&path).is_dir() {
            found.extend(files(path))
        } else {
            found.push(path)
        }
    }
    found.sort();
    found
}

fn with_extension(files: Vec<PathBuf>, extension: &str) -> Vec<PathBuf> {
    files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|found| found == extension))
        .collect()
}

/// `src/proto/key/mod.rs` is `proto::key`; `src/lib.rs` is the root.
fn module(file: &Path) -> Vec<String> {
    let file = file.strip_prefix("src").unwrap().with_extension("");
    let names = file.iter().map(|name| name.to_str().unwrap().to_owned());
    names
        .filter(|name| name != "mod" && name != "lib")
        .collect()
}

fn facade() -> Facade {
    Facade::read(&read(Path::new("src/lib.rs")))
}

/// The complaints about a made-up source.
fn complaints(module: &str, source: &str) -> Vec<String> {
    let module: Vec<_> = module.split("::").filter(|name| !name.is_empty()).collect();
    rust_rules::violations(&facade(), &module, source)
}

#[test]
fn no_rust_module_imports_what_it_may_not() {
    let sources = with_extension(files("src"), "rs");
    assert!(sources.len() > 20);
    let mut found = Vec::new();
    for file in sources {
        let module = module(&file);
        let module: Vec<_> = module.iter().map(String::as_str).collect();
        let violations = rust_rules::violations(&facade(), &module, &read(&file));
        found.extend(
            violations
                .iter()
                .map(|violation| format!("{}: {violation}", file.display())),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The crate's modules, each with its source.
fn modules() -> Vec<(Vec<String>, String)> {
    let mut sources = with_extension(files("src"), "rs");
    sources.retain(|file| !file.to_string_lossy().contains("/tests"));
    sources
        .iter()
        .map(|file| (module(file), read(file)))
        .collect()
}

#[test]
fn no_rust_files_import_each_other() {
    let found = circles::circles(&modules());
    println!("{} import circles", found.len());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let made_up = |name: &str| {
        let names = name.split("::").filter(|name| !name.is_empty());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let circle = |sources: &[(&str, &str)]| {
        let sources: Vec<_> = sources
            .iter()
            .map(|(name, source)| (made_up(name), (*source).to_owned()))
            .collect();
        circles::circles(&sources)
    };
    for (a, b) in [
        ("use crate::b::B;", "use crate::a::A;"),
        ("use super::b;", "fn f() -> super::a::A {}"),
        ("use crate::{b::{B, C}, c};", "pub use crate::a::A;"),
        ("fn f() { crate::b::f() }", "use self::super::a as other;"),
        ("mod inner { use super::super::b::B; }", "use crate::a;"),
        // Passed on by the root.
        ("use crate::B;", "use crate::A;"),
    ] {
        let root = "mod a; mod b; pub use a::A; pub use b::B;";
        let found = circle(&[("", root), ("a", a), ("b", b), ("c", "")]);
        assert_eq!(found, ["a -> b", "b -> a"], "{a} {b}");
    }
    let parent = [
        ("", ""),
        ("a", "mod b; use b::f; struct A;"),
        ("a::b", "use super::A;"),
    ];
    assert_eq!(circle(&parent), ["a -> a::b", "a::b -> a"]);
    let harmless = [
        ("", "mod a; pub use a::A;"),
        ("a", "mod b; mod c; pub use b::B; struct A;"),
        (
            "a::b",
            "use super::c::C; #[cfg(test)] mod tests { use super::super::A; }",
        ),
        ("a::c", "use std::rc::Rc;"),
    ];
    assert!(circle(&harmless).is_empty(), "{:?}", circle(&harmless));
}

#[test]
fn no_javascript_of_the_package_imports_what_it_may_not() {
    let sources = ["js", "ts"]
        .map(|extension| with_extension(files("src/js"), extension))
        .concat();
    assert!(sources.len() > 5);
    let violations = |file: &PathBuf| js_rules::violations(file, &read(file));
    let found: Vec<_> = sources.iter().flat_map(violations).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_page_imports_the_package_by_its_name_and_nothing_else() {
    let sources = with_extension(files("www"), "js");
    assert!(sources.len() > 5);
    let violations = |file: &PathBuf| js_rules::violations(file, &read(file));
    let found: Vec<_> = sources.iter().flat_map(violations).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// Each has one way to the console, which lets nothing through that a terminal obeys.
const TO_THE_CONSOLE: [&str; 2] = ["src/adapters/web/console.rs", "src/js/shared/log.js"];

fn names_the_console(source: &str) -> bool {
    let names = [
        "console.debug",
        "console.error",
        "console.info",
        "console.log",
        "console.warn",
        "console[",
        "console_",
        "dbg!",
        "print!",
        "println!",
    ];
    names.iter().any(|name| source.contains(name))
}

#[test]
fn only_the_log_is_written_to_the_console() {
    let sources = ["js", "rs"].map(|extension| with_extension(files("src"), extension));
    let mut found: Vec<_> = sources.concat();
    found.retain(|file| names_the_console(&read(file)));
    found.sort();
    assert_eq!(found, TO_THE_CONSOLE.map(PathBuf::from));
    for source in [
        "console . error(x)",
        "eprintln!(\"\")",
        "worker::console_error!(\"\")",
    ] {
        assert!(names_the_console(&source.replace(' ', "")), "{source}");
    }
}

#[test]
fn no_file_is_too_long() {
    let mut found = Vec::new();
    for file in ["src", "scripts", "standin", "tests", "www"]
        .into_iter()
        .flat_map(files)
    {
        let length = if file.starts_with("tests/vectors") {
            0
        } else {
            read(&file).lines().count()
        };
        if length > LONGEST {
            found.push(format!("{}: {length} lines", file.display()));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_rules_catch_each_way_of_writing_a_forbidden_import() {
    for (module, source) in [
        ("proto::key", "use crate::minter;"),
        ("proto::key", "use crate::minter::Minter;"),
        (
            "proto::key",
            "pub(crate) use crate::minter::Minter as Quiet;",
        ),
        (
            "proto::key",
            "use crate::{proto::error::Error, minter::Minter};",
        ),
        ("proto::key", "use {crate::{minter::{self}}};"),
        ("proto::key", "use crate::Minter;"),
        ("proto::key", "use crate::{Error, Minter};"),
        ("proto::key", "use super::super::minter;"),
        ("proto::key", "use super::super::{minter::Minter, proto};"),
        ("proto::key", "use self::super::super::ports::Clock;"),
        ("proto::key", "use crate as root;"),
        ("proto::key", "use super::super as root;"),
        ("proto::key", "use crate::*;"),
        ("proto::key", "extern crate self as edgemint;"),
        ("proto::key", "fn f() { edgemint::minter::f() }"),
        ("proto::key", "fn f(x: &crate::ports::NoResponse) {}"),
        (
            "proto::key",
            "fn f() -> Vec<crate::minter::Source> { vec![] }",
        ),
        (
            "proto::key",
            "macro_rules! m { () => { $crate::minter::f() } }",
        ),
        (
            "proto::key",
            "mod inner { use super::super::super::minter; }",
        ),
        (
            "proto",
            "mod a { mod b {} fn f() { super::super::minter::f() } }",
        ),
        (
            "proto",
            "/* comment */ use /* here */ crate:: /* and here */ minter;",
        ),
        (
            "proto",
            "const QUOTE: char = '\"'; use crate::minter; const OTHER: char = '\"';",
        ),
        ("proto", "fn f<'a>(x: &'a str) { crate::minter::f(x) }"),
        ("ports", "use super::minter;"),
        ("ports", "use super::*;"),
        ("minter", "use crate::adapters::memory::MemoryStore;"),
        ("minter", "fn f() { crate::entry::x() }"),
        ("server", "use crate::adapters::memory::MemoryStore;"),
        ("adapters::memory", "use crate::minter::Minter;"),
        ("adapters::memory", "use crate::Minter;"),
        ("adapters::web", "use crate::server::wire;"),
        ("adapters::web", "use crate::entry::x;"),
        ("", "pub use entry::start;"),
        ("", "pub use crate::entry::start;"),
        ("minter", "fn f() { js_sys::Date::now() }"),
        ("minter", "fn f() { ::js_sys::Date::now() }"),
        ("adapters::memory", "use worker::Env;"),
        ("adapters", "use worker;"),
        ("server", "#[worker::event(fetch)] fn f() {}"),
        ("server", "extern crate worker as w;"),
        ("proto", "use {core::fmt, getrandom::SysRng};"),
        (
            "proto",
            "#[wasm_bindgen::prelude::wasm_bindgen] pub fn f() {}",
        ),
        ("somewhere_new", ""),
    ] {
        assert_eq!(complaints(module, source).len(), 1, "{module}: {source}");
    }
}

#[test]
fn the_rules_let_through_what_is_planned() {
    for (module, source) in [
        (
            "",
            "pub mod proto; pub use proto::error::Error; pub use minter::Minter;",
        ),
        (
            "ports",
            "use crate::proto::cache::Token; use super::proto::time;",
        ),
        (
            "minter::flight",
            "use super::Minter; use crate::{Error, Token, ports::Clock};",
        ),
        (
            "server",
            "use crate::{Minter, ports::Platform}; use super::minter::Source;",
        ),
        (
            "entry::js",
            "use crate::adapters::web; use wasm_bindgen::prelude::*;",
        ),
        (
            "adapters::web::fetch",
            "use web_sys::Request; use js_sys::{Date, Promise};",
        ),
        ("proto", "// use crate::minter;\nfn f() {}"),
        ("proto", "/* /* nested */ use crate::minter; */"),
        ("proto", "/// See [`crate::minter`].\npub(crate) fn f() {}"),
        (
            "proto",
            "const TEXT: &str = \"use crate::minter; \\\" worker::x\";",
        ),
        (
            "proto",
            "const TEXT: &str = r#\"use \"crate::minter\"; js_sys::x\"#;",
        ),
        (
            "proto",
            "const QUOTE: char = '\\''; pub(super) fn r#use() {}",
        ),
        ("proto", "mod tests { use super::*; }"),
        (
            "proto::key",
            "fn f(worker: u8) -> u8 { worker } use super::error::Error;",
        ),
        (
            "proto::key",
            "fn f() { self::g(); Self::h(); Vec::<u8>::worker(); x.worker::<u8>() }",
        ),
    ] {
        assert_eq!(complaints(module, source), [""; 0], "{module}: {source}");
    }
}

#[test]
fn the_rules_of_the_page_tell_apart() {
    let complaints = |source| js_rules::violations(Path::new("www/panels/key.js"), source);
    for source in [
        "import { x } from \"../../src/js/minter/minter.js\";",
        "import x from \"jose\";",
        "import fs from \"node:fs\";",
        "await import(\"https://example.com/x.js\");",
        "import x from \"edgemint-else\";",
    ] {
        assert_eq!(complaints(source).len(), 1, "{source}");
    }
    for source in [
        "import { createMinter } from \"edgemint\";",
        "const { scopes } = await import(\"edgemint/scopes\");",
        "import { byId } from \"../lib/dom.js\";",
    ] {
        assert_eq!(complaints(source), [""; 0], "{source}");
    }
}

#[test]
fn the_javascript_rules_tell_apart() {
    let complaints =
        |name: &str, source| js_rules::violations(&Path::new("src/js").join(name), source);
    for (name, source) in [
        (
            "minter/x.js",
            "import { x } from \"../../../tests/support/extremes.js\";",
        ),
        ("minter/x.js", "import \"../../../../outside.js\";"),
        ("index.js", "const x = await import('jose');"),
        ("index.js", "export * from\n  \"jose\";"),
        ("index.js", "import fs from \"node:fs\";"),
        (
            "index.js",
            "import{WorkerEntrypoint}from\"cloudflare:workers\";",
        ),
        (
            "index.js",
            "new URL(\"https://example.com/x.wasm\", import.meta.url)",
        ),
        ("wasm/x.js", "import x from \"../../proto/mod.rs\";"),
        ("index.js", "const fs = require(\"fs\");"),
        ("entry.node.js", "export * from \"edgemint\";"),
        (
            "google/jwt.js",
            "import { JWT } from \"google-auth-library\";",
        ),
        ("index.js", "/** A comment. */ import x from \"jose\";"),
        (
            "index.js",
            "/*\n * import x from \"a\";\n */\nimport y from \"jose\";",
        ),
        (
            "index.js",
            "class A {\n  *walk() { return import(\"jose\"); }\n}",
        ),
        ("minter/x.js", "import { cli } from \"../cli/cli.js\";"),
        ("shared/x.js", "import x from \"../minter/host.js\";"),
        ("wasm/x.js", "import x from \"../minter/host.js\";"),
        ("generated/x.js", "import x from \"../shared/log.js\";"),
        ("worker/x.js", "import x from \"../minter/host.js\";"),
        ("minter/x.js", "import x from \"../entries/entry.node.js\";"),
        (
            "minter/x.js",
            "import x from \"../../../dist/npm/modern/edgemint.js\";",
        ),
        ("index.js", "import x from \"./minter/host.js\";"),
        ("new/x.js", "import x from \"../shared/log.js\";"),
        (
            "cli/x.js",
            "import { createMinter } from \"../entries/entry.node.js\";",
        ),
        ("cli/x.js", "import x from \"jose\";"),
        (
            "cli/x.js",
            "import x from \"../../../dist/npm/modern/edgemint.js\";",
        ),
    ] {
        assert_eq!(complaints(name, source).len(), 1, "{source}");
    }
    for (name, source) in [
        (
            "minter/x.js",
            "import { x } from \"../shared/errors.js\"; export * from './x.js';",
        ),
        ("wasm/x.js", "import x from \"../shared/errors.js\";"),
        (
            "caches/index.d.ts",
            "import type { A } from \"../index.js\";",
        ),
        (
            "google/jwt.js",
            "import { createMinter } from \"edgemint\";",
        ),
        ("hono.d.ts", "import type { Context } from \"hono\";"),
        (
            "entries/entry.browser.js",
            "const bindings = await import(\"../../../dist/npm/modern/edgemint.js\");",
        ),
        (
            "entries/entry.browser.js",
            "new URL(\"../../../dist/npm/modern/edgemint_bg.wasm\", import.meta.url)",
        ),
        (
            "index.d.ts",
            "/**\n * import { createMinter } from \"edgemint\";\n */\nexport {};",
        ),
        ("index.js", "  // import x from \"jose\";"),
        (
            "worker/entry.js",
            "import { WorkerEntrypoint } from \"cloudflare:workers\";",
        ),
        (
            "entry.node.js",
            "import { readFile } from \"node:fs/promises\";",
        ),
        ("cli/x.js", "import { readFile } from \"node:fs/promises\";"),
        (
            "cli/x.js",
            "import \"edgemint\"; import \"edgemint/diagnose\"; import \"./args.js\";",
        ),
        (
            "cli/policy/x.js",
            "import { WrongUse } from \"../args.js\";",
        ),
        (
            "index.js",
            "Array.from(\"abc\"); transform(\"x\"); // taken from \u{201c}there\u{201d}",
        ),
    ] {
        assert_eq!(complaints(name, source), [""; 0], "{source}");
    }
}
