//! Which of the repository's top folders may import from which.

use crate::js_rules::{resolve, specifiers};
use crate::{files, read, with_extension};
use std::path::{Path, PathBuf};

/// All that has JavaScript, but for the tests, which may import whatever they test.
const ROOMS: [&str; 5] = ["bench", "scripts", "src", "standin", "www"];

/// What others may import of the stand-in for Google.
const STANDIN: &str = "standin/index.js";
/// The packages that the stand-in needs: it will ship without the rest of the repository.
const OF_STANDIN: [&str; 1] = ["jose"];

/// What `file`, relative to the repository's root, imports from a folder that it may not know.
fn violations(file: &Path, source: &str) -> Vec<String> {
    let in_standin = file.starts_with("standin");
    let allowed = |specifier: &str| {
        if !specifier.starts_with('.') {
            let known = specifier.starts_with("node:") || OF_STANDIN.contains(&specifier);
            return known || !in_standin;
        }
        let target = resolve(file, specifier);
        match target.split('/').next() {
            Some("standin") => in_standin || target == STANDIN,
            Some("tests") => false,
            _ => !in_standin,
        }
    };
    specifiers(source)
        .into_iter()
        .filter(|specifier| !allowed(specifier))
        .map(|specifier| format!("{}: {specifier}", file.display()))
        .collect()
}

#[test]
fn nothing_but_tests_imports_from_the_tests_and_the_stand_in_stands_alone() {
    let mut found = Vec::new();
    for room in ROOMS {
        let sources =
            ["js", "ts"].map(|extension| with_extension(files(Path::new(room)), extension));
        let sources: Vec<PathBuf> = sources.concat();
        assert!(sources.len() > 5, "{room}");
        found.extend(
            sources
                .iter()
                .flat_map(|file| violations(file, &read(file))),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_rules_of_the_rooms_tell_apart() {
    for (file, source) in [
        (
            "scripts/lib/start/x.js",
            "const { x } = await import(\"../../../tests/support/x.js\");",
        ),
        ("bench/lib/x.js", "import { x } from '../../tests/x.js';"),
        ("src/js/x.js", "export * from \"../../tests/x.js\";"),
        ("standin/x.js", "import \"../tests/support/patience.js\";"),
        (
            "www/x.js",
            "new URL(\"../tests/support/x.json\", import.meta.url)",
        ),
        (
            "scripts/x.js",
            "import { startGoogle } from \"../standin/google.js\";",
        ),
        ("standin/token/x.js", "import \"../../scripts/lib/log.js\";"),
        ("standin/x.js", "import { createMinter } from \"edgemint\";"),
    ] {
        assert_eq!(
            violations(Path::new(file), source).len(),
            1,
            "{file}: {source}"
        );
    }
    for (file, source) in [
        ("scripts/x.js", "import \"../standin/index.js\";"),
        ("bench/lib/x.js", "import \"../../scripts/lib/run.js\";"),
        (
            "bench/x.js",
            "import { chromium } from \"playwright-core\";",
        ),
        ("standin/token/x.js", "import \"../clock.js\";"),
        (
            "standin/x.js",
            "import { once } from \"node:events\"; import * as jose from \"jose\";",
        ),
        ("scripts/x.js", "// as tests/support/patience.js does"),
    ] {
        assert_eq!(
            violations(Path::new(file), source),
            [""; 0],
            "{file}: {source}"
        );
    }
}
