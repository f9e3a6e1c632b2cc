//! Queries: sent as they are, with no parameter in them that speaks for somebody.

use super::path::{decoded, escape};
use super::problem::TargetProblem;

/// Credentials of the caller's own, which would stand in for the token, and the method's override.
const REFUSED: [&str; 6] = [
    "access_token",
    "bearer_token",
    "key",
    "oauth_token",
    "x-http-method",
    "x-http-method-override",
];

pub(super) fn checked(query: &str) -> Result<String, TargetProblem> {
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"#\\\"<>".contains(&byte);
    if !query.bytes().all(fits) {
        return Err(TargetProblem::Character);
    }
    // Some servers take a semicolon for an ampersand.
    for parameter in query.split(['&', ';']) {
        let name = parameter.split('=').next().unwrap_or_default();
        check_name(name)?;
    }
    Ok(query.to_owned())
}

fn check_name(name: &str) -> Result<(), TargetProblem> {
    let name = decoded(name.as_bytes()).ok_or(TargetProblem::Escape)?;
    let name = String::from_utf8(name).map_err(|_| TargetProblem::Escape)?;
    if name.chars().any(char::is_control) {
        return Err(TargetProblem::Escape);
    }
    if (0..name.len()).any(|at| name.as_bytes().get(at..).and_then(escape).is_some()) {
        return Err(TargetProblem::DoubleEncoding);
    }
    let name = name.trim_matches(['+', ' ']).to_ascii_lowercase();
    // `$key` and the like are other names of the same; `$httpMethod` and `$httpHeaders` replace
    // what was checked.
    if name.starts_with('$') || REFUSED.contains(&name.as_str()) {
        return Err(TargetProblem::Credential);
    }
    Ok(())
}
