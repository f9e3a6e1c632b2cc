//! What a policy holds.

use crate::server::policy::{Caller, Policy, Route};
use serde_json::{Value, json};

pub(super) fn of(policy: &Policy) -> Value {
    json!({
        "valid": true,
        "access": policy.access().map(|access| access.team.as_str()),
        "callers": policy.callers().iter().map(caller).collect::<Vec<_>>(),
        "operators": policy.operators().collect::<Vec<_>>(),
        "origins": policy.origins(),
    })
}

fn caller(caller: &Caller) -> Value {
    let users: Vec<_> = caller.users().iter().map(ToString::to_string).collect();
    json!({
        "name": caller.name(),
        "proofs": caller.proofs(),
        "as_service_account": caller.may_be_service_account(),
        "users": users,
        "scopes": caller.scopes().iter().collect::<Vec<_>>(),
        "routes": caller.routes().iter().map(route).collect::<Vec<_>>(),
    })
}

fn route(route: &Route) -> Value {
    let methods: Vec<_> = route
        .methods()
        .iter()
        .map(|method| method.as_str())
        .collect();
    json!({
        "host": route.host(),
        "methods": methods,
        "paths": route.paths(),
        "scopes": route.scopes().iter().collect::<Vec<_>>(),
    })
}
