//! What a caller may send through the proxy, without seeing a token.

use super::place::{Fields, Place};
use super::problem::PolicyProblem;
use crate::proto::scope::ScopeSet;
use crate::server::api_hosts;
use crate::server::upstream::normalised_path;
use http::Method;

/// Those that change the request on the way (CONNECT), repeat it (TRACE) or are answered without a
/// token (OPTIONS) are not among them.
const METHODS: [Method; 6] = [
    Method::DELETE,
    Method::GET,
    Method::HEAD,
    Method::PATCH,
    Method::POST,
    Method::PUT,
];

/// Requests to one host that a caller may have sent, and the scopes of the token they go with.
#[derive(Debug)]
pub struct Route {
    host: &'static str,
    methods: Vec<Method>,
    paths: Vec<String>,
    scopes: ScopeSet,
}

impl Route {
    /// The scopes of the token; a request may ask for fewer, never for others.
    pub fn scopes(&self) -> &ScopeSet {
        &self.scopes
    }

    pub(super) fn check(place: Place, of_caller: &ScopeSet) -> Result<Self, PolicyProblem> {
        let mut fields = place.fields(&["host", "methods", "paths", "scopes"])?;
        let host = fields.need("host")?.text(host)?;
        let methods = fields.need("methods")?.texts(method)?;
        let paths = fields.need("paths")?.texts(prefix)?;
        let scopes = scopes(&mut fields)?;
        if !of_caller.contains_all(&scopes) {
            let problem = "holds a scope that is not among the caller's";
            return Err(PolicyProblem::at(fields.path_of("scopes"), problem));
        }
        Ok(Self {
            host,
            methods,
            paths,
            scopes,
        })
    }

    pub(in crate::server) fn host(&self) -> &str {
        self.host
    }

    pub(in crate::server) fn methods(&self) -> &[Method] {
        &self.methods
    }

    pub(in crate::server) fn paths(&self) -> &[String] {
        &self.paths
    }

    pub(super) fn covers(&self, path: &str) -> bool {
        self.paths.iter().any(|prefix| is_within(path, prefix))
    }

    pub(super) fn takes(&self, method: &Method) -> bool {
        self.methods.contains(method)
    }
}

/// The field `scopes`, of a caller or of a route.
pub(super) fn scopes(fields: &mut Fields) -> Result<ScopeSet, PolicyProblem> {
    let items = fields.need("scopes")?.texts(one_scope)?;
    ScopeSet::from_list(items).map_err(|error| PolicyProblem::at(fields.path_of("scopes"), error))
}

/// A request may put several into one text; in a policy each has its place.
fn one_scope(text: &str) -> Result<String, String> {
    let several = text.contains(|c: char| c == ',' || c.is_ascii_whitespace());
    match text.parse::<ScopeSet>() {
        Ok(_) if !several => Ok(text.to_owned()),
        _ => Err("should be one scope: its short name or its URL".into()),
    }
}

/// Whole segments only: `/gmail/v1` covers `/gmail/v1/users` and not `/gmail/v1beta`.
fn is_within(path: &str, prefix: &str) -> bool {
    let rest = path.strip_prefix(prefix.strip_suffix('/').unwrap_or(prefix));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn host(text: &str) -> Result<&'static str, String> {
    api_hosts::find(text).ok_or_else(|| "is no host of Google's Workspace APIs".into())
}

fn method(text: &str) -> Result<Method, String> {
    let known = METHODS.into_iter().find(|method| method.as_str() == text);
    known.ok_or_else(|| {
        let names = METHODS.map(|method| method.to_string()).join(", ");
        format!("should be one of {names}")
    })
}

/// A path that a request can have, in the form in which requests are compared with it.
fn prefix(text: &str) -> Result<String, String> {
    let path = normalised_path(text).map_err(|problem| problem.to_string())?;
    if path != text {
        return Err("should be written without escapes that are not needed".into());
    }
    if path.contains('*') {
        return Err("has a wildcard: it covers what is below it anyway".into());
    }
    if path.len() > 1 && path.ends_with('/') {
        return Err("should not end with a slash: it covers what is below it anyway".into());
    }
    Ok(path)
}
