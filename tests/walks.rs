//! The walks in ARCHITECTURE.md lead through files and functions that exist.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::root;
use std::fs;

const MOST_STEPS: usize = 15;

/// What stands between backquotes.
fn quoted(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// Whether a file, in Rust or JavaScript, has a function or method of this name.
fn has_function(source: &str, name: &str) -> bool {
    source.lines().any(|line| {
        let line = line.trim_start();
        let rust = line.contains(&format!("fn {name}(")) || line.contains(&format!("fn {name}<"));
        let method = [
            name,
            &format!("async {name}"),
            &format!("export function {name}"),
        ];
        rust || method
            .iter()
            .any(|start| line.starts_with(&format!("{start}(")))
    })
}

#[test]
fn each_step_of_the_walks_is_there() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, rest) = text.split_once("## Two walks").unwrap();
    let walks = rest.split("\n## ").next().unwrap();
    let (mut steps, mut functions) = (Vec::new(), 0);
    for line in walks.lines() {
        let number = line.split(". ").next().unwrap().parse::<usize>();
        steps.extend(number);
        let names = quoted(line);
        for pair in names.windows(2) {
            let [file, function] = pair else { continue };
            if !file.starts_with("src/") || function.contains('/') {
                continue;
            }
            let source = fs::read_to_string(root().join(file));
            let source = source.unwrap_or_else(|_| panic!("{file} is not there"));
            assert!(has_function(&source, function), "{file} has no {function}");
            functions += 1;
        }
    }
    assert_eq!(
        steps.iter().filter(|step| **step == 1).count(),
        2,
        "two walks"
    );
    assert!(steps.iter().all(|step| *step <= MOST_STEPS), "{steps:?}");
    assert!(
        functions >= steps.len() - 1,
        "{functions} of {}",
        steps.len()
    );
    assert!(
        !has_function("fn get_token(", "get"),
        "part of a name is not the name"
    );
}
