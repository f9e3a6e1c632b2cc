//! What the documents show has to work as it stands there.

#![allow(clippy::unwrap_used, reason = "tests")]

use edgemint::server::{API_HOSTS, Policy};
use serde_json::Value;

const README: &str = include_str!("../README.md");
const POLICY: &str = include_str!("../docs/POLICY.md");
const SCHEMA: &str = include_str!("../docs/policy.schema.json");

/// The policies that a document shows.
fn policies(document: &str) -> Vec<&str> {
    document
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .filter(|block| block.contains("callers"))
        .collect()
}

#[test]
fn every_policy_of_the_documents_is_a_policy() {
    for document in [README, POLICY] {
        let policies = policies(document);
        assert_eq!(policies.len(), 1);
        for policy in policies {
            Policy::from_json(policy).unwrap();
        }
    }
}

#[test]
fn the_schema_lists_the_hosts_of_the_proxy() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let hosts = schema.pointer("/$defs/route/properties/host/enum");
    assert_eq!(*hosts.unwrap(), serde_json::json!(API_HOSTS));
}
