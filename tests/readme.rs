//! What the README shows has to work as it stands there.

#![allow(clippy::unwrap_used, reason = "tests")]

use edgemint::server::Policy;

const README: &str = include_str!("../README.md");

#[test]
fn the_policy_of_the_readme_is_a_policy() {
    let blocks: Vec<_> = README
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .filter(|block| block.contains("callers"))
        .collect();
    assert_eq!(blocks.len(), 1);
    for block in blocks {
        Policy::from_json(block).unwrap();
    }
}
