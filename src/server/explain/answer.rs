//! One question, asked of each rule: all that is missing is named at once.

use super::question::Question;
use super::steps::Steps;
use crate::proto::scope::ScopeSet;
use crate::proto::user::UserEmail;
use crate::server::policy::{Caller, Denial, Policy, Route};
use crate::server::upstream::Upstream;
use http::Method;
use serde_json::Value;

pub(super) fn to(question: &Question<'_>, policy: &Policy) -> Value {
    let mut steps = Steps::default();
    match policy.by_name(question.caller) {
        None => steps.is_missing("caller", nobody(policy)),
        Some(caller) => {
            let proofs = caller.proofs().join(" or ");
            steps.holds("caller", format!("proves itself with {proofs}"));
            match question.user {
                None => service_account(question, caller, &mut steps),
                Some(text) => user(text, caller, &mut steps),
            }
            match question.target {
                None => scopes(question, caller.scopes(), "caller", &mut steps),
                Some(target) => proxy(target, question, caller, &mut steps),
            }
        }
    }
    steps.to_json()
}

fn nobody(policy: &Policy) -> String {
    let names = policy.callers().iter().map(Caller::name);
    let names = names.collect::<Vec<_>>().join(", ");
    format!("no caller has this name; there are: {names}")
}

fn service_account(question: &Question<'_>, caller: &Caller, steps: &mut Steps) {
    let rule = "as_service_account";
    if question.target.is_some() {
        return steps.is_missing(rule, "the proxy sends requests for users only");
    }
    match caller.may_be_service_account() {
        true => steps.holds(
            rule,
            "the caller may have tokens of the service account itself",
        ),
        false => steps.is_missing(
            rule,
            "is not set; add \"as_service_account\": true to allow it",
        ),
    }
}

fn user(text: &str, caller: &Caller, steps: &mut Steps) {
    let user: UserEmail = match text.parse() {
        Ok(user) => user,
        Err(error) => return steps.is_missing("user", format!("is none: {error}")),
    };
    match caller.user_rule(&user) {
        Some((index, rule)) => {
            steps.holds(
                "user",
                format!("{user} is allowed by users[{index}], {rule}"),
            );
        }
        None => {
            let rules: Vec<_> = caller.users().iter().map(ToString::to_string).collect();
            let rules = rules.join(", ");
            steps.is_missing(
                "user",
                format!("no rule in users ({rules}) allows {user}; add \"{user}\" to allow it"),
            );
        }
    }
}

/// The scopes asked for, within those of a caller or of a route.
fn scopes(question: &Question<'_>, allowed: &ScopeSet, whose: &str, steps: &mut Steps) {
    let asked = question.scopes.unwrap_or_default();
    let asked: ScopeSet = match asked.parse() {
        Ok(asked) => asked,
        Err(error) => return steps.is_missing("scopes", format!("are none: {error}")),
    };
    if allowed.contains_all(&asked) {
        steps.holds(
            "scopes",
            format!("the scopes of the {whose} include {asked}"),
        );
        return;
    }
    let is_missing = |scope: &&str| !allowed.iter().any(|allowed| allowed == *scope);
    let missing: Vec<_> = asked.iter().filter(is_missing).collect();
    let missing = missing.join(" ");
    steps.is_missing(
        "scopes",
        format!("the scopes of the {whose} lack {missing}; add it there to allow it"),
    );
}

fn proxy(target: &str, question: &Question<'_>, caller: &Caller, steps: &mut Steps) {
    let upstream = match Upstream::from_target(target) {
        Ok(upstream) => upstream,
        Err(problem) => return steps.is_missing("target", problem.to_string()),
    };
    let place = format!("{}{}", upstream.host(), upstream.path());
    steps.holds("target", format!("is {place}"));
    let text = question.method.unwrap_or("GET");
    let Ok(method) = Method::from_bytes(text.as_bytes()) else {
        return steps.is_missing("route", "the method is none");
    };
    match caller.route(&method, upstream.host(), upstream.path()) {
        Err(denial) => steps.is_missing("route", no_route(denial, caller, &upstream)),
        Ok(route) => {
            let index = caller
                .routes()
                .iter()
                .position(|own| core::ptr::eq(own, route));
            let index = index.unwrap_or_default();
            steps.holds("route", format!("proxy[{index}] covers {method} {place}"));
            with_route(question, route, steps);
        }
    }
}

fn with_route(question: &Question<'_>, route: &Route, steps: &mut Steps) {
    match question.scopes {
        Some(_) => scopes(question, route.scopes(), "route", steps),
        None => steps.holds("scopes", format!("the route's: {}", route.scopes())),
    }
}

fn no_route(denial: Denial, caller: &Caller, upstream: &Upstream) -> String {
    let host = upstream.host();
    let to_host = || caller.routes().iter().filter(|route| route.host() == host);
    match denial {
        Denial::Method => {
            let methods = to_host().flat_map(Route::methods).map(Method::as_str);
            let methods = methods.collect::<Vec<_>>().join(", ");
            format!("the routes to this path take other methods; to {host} there are: {methods}")
        }
        Denial::Path => {
            let paths: Vec<_> = to_host().flat_map(Route::paths).cloned().collect();
            format!(
                "no route to {host} covers the path; they cover: {}",
                paths.join(", ")
            )
        }
        _ => format!("no route of the caller in proxy is for {host}"),
    }
}
