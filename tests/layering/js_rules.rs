//! What the JavaScript of the package, and of the page, may import.

use std::path::{Component, Path, PathBuf};

/// The command line, which uses the package as anybody does, by its name.
const COMMAND_LINE: &str = "src/js/cli/";

/// The rooms of `src/js`, and what each may import beside its own files and [`EVERYBODYS`].
/// Nothing reaches into an entry, the command line, the Worker or `google`.
const ROOMS: [(&str, &[&str]); 13] = [
    ("src/js/caches/", &["src/js/shared/"]),
    // What decides about policies, how that is loaded, the version, bodies of a bounded size, and
    // lines of JSON.
    (
        COMMAND_LINE,
        &[
            "dist/tools/",
            "package.json",
            "src/js/shared/body.js",
            "src/js/shared/log.js",
            "src/js/wasm/load-now.js",
        ],
    ),
    (
        "src/js/diagnose/",
        &["dist/npm/diagnose/", "src/js/shared/", "src/js/wasm/"],
    ),
    (
        "src/js/entries/",
        &[
            "dist/npm/",
            "src/js/minter/",
            "src/js/shared/",
            "src/js/wasm/",
        ],
    ),
    ("src/js/generated/", &[]),
    (
        "src/js/google/",
        &["src/js/minter/", "src/js/scopes/", "src/js/shared/"],
    ),
    ("src/js/hono.", &["src/js/minter/", "src/js/shared/"]),
    ("src/js/index.d.ts", &["src/js/scopes/"]),
    ("src/js/minter/", &["src/js/caches/", "src/js/shared/"]),
    ("src/js/scopes/", &[]),
    ("src/js/shared/", &[]),
    ("src/js/wasm/", &["src/js/shared/"]),
    (
        "src/js/worker/",
        &["src/js/shared/", "src/js/wasm/", "target/worker/"],
    ),
];
/// Data, and the types of the package's main entry, as imports name them.
const EVERYBODYS: [&str; 2] = ["src/js/generated/", "src/js/index.js"];
/// Packages of which only types are used, where the user has them.
const TYPES: [(&str, &str); 2] = [
    ("src/js/google/index.d.ts", "google-auth-library"),
    ("src/js/hono.d.ts", "hono"),
];

/// What `file`, relative to the repository's root, imports and may not.
pub(crate) fn violations(file: &Path, source: &str) -> Vec<String> {
    let command_line = file.starts_with(COMMAND_LINE);
    let allowed = |specifier: &str| match specifier {
        _ if file.starts_with("www") => {
            let own = specifier.starts_with('.') && resolve(file, specifier).starts_with("www/");
            own || specifier == "edgemint" || specifier.starts_with("edgemint/")
        }
        "cloudflare:workers" => {
            file.starts_with("src/js/worker/") || is_named(file, "entry.workerd.js")
        }
        // The entry for the runtime, which the package's conditions choose.
        "edgemint" => !file.starts_with("src/js/worker/") && !is_entry(file),
        _ if TYPES.contains(&(&file.to_string_lossy(), specifier)) => true,
        _ if specifier.starts_with("node:") => command_line || is_named(file, "entry.node.js"),
        _ if specifier.starts_with('.') => may_reach(file, &resolve(file, specifier)),
        _ => command_line && specifier.starts_with("edgemint/"),
    };
    let refused = specifiers(source)
        .into_iter()
        .filter(|specifier| !allowed(specifier));
    refused
        .map(|specifier| format!("{}: {specifier}", file.display()))
        .collect()
}

/// Whether a file may import another of the repository's. One that is in no room may import none.
fn may_reach(file: &Path, target: &str) -> bool {
    let file = file.to_string_lossy().replace('\\', "/");
    let room = ROOMS.iter().find(|(room, _)| file.starts_with(room));
    room.is_some_and(|(room, others)| {
        let mut allowed = [*room]
            .into_iter()
            .chain(EVERYBODYS)
            .chain(others.iter().copied());
        allowed.any(|place| target.starts_with(place))
    })
}

fn is_entry(file: &Path) -> bool {
    file.file_stem()
        .is_some_and(|stem| stem.to_string_lossy().starts_with("entry."))
}

fn is_named(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|found| found == name)
}

/// The path that a relative specifier leads to, from the repository's root.
pub(crate) fn resolve(file: &Path, specifier: &str) -> String {
    let mut target = PathBuf::new();
    let folder = file.parent().unwrap_or(Path::new(""));
    for component in folder.join(specifier).components() {
        match component {
            Component::ParentDir if !target.pop() => target.push(".."),
            Component::Normal(name) => target.push(name),
            _ => {}
        }
    }
    target.to_string_lossy().replace('\\', "/")
}

/// The quoted text behind each `from`, `import` and `import(`, and the first argument of each
/// `new URL(`, which bundlers follow as well.
pub(crate) fn specifiers(source: &str) -> Vec<String> {
    let source = without_comment_lines(source);
    let mut found = Vec::new();
    for keyword in ["from", "import", "new URL", "require"] {
        for (at, _) in source.match_indices(keyword) {
            let (before, rest) = source.split_at(at);
            let after = rest.strip_prefix(keyword).unwrap_or_default();
            let whole_word = !before.ends_with(|c: char| c.is_alphanumeric() || "_$.".contains(c));
            found.extend(quoted(after).filter(|_| whole_word));
        }
    }
    found
}

/// Without comments that begin their line; others are searched, which at worst finds too much.
fn without_comment_lines(source: &str) -> String {
    let mut in_comment = false;
    let mut code = String::new();
    for line in source.lines().map(str::trim_start) {
        in_comment |= line.starts_with("/*");
        let rest = match line.rsplit_once("*/") {
            Some((_, behind)) if in_comment => {
                in_comment = false;
                behind
            }
            _ if in_comment || line.starts_with("//") => "",
            _ => line,
        };
        code.push_str(rest);
        code.push('\n');
    }
    code
}

/// The string literal that follows, perhaps behind an opening parenthesis.
fn quoted(text: &str) -> Option<String> {
    let text = text.trim_start();
    let text = text.strip_prefix('(').unwrap_or(text).trim_start();
    let quote = text.chars().next().filter(|c| "\"'`".contains(*c))?;
    text.split(quote).nth(1).map(str::to_owned)
}
