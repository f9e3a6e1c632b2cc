use super::*;
use crate::proto::subject::Subject;
use crate::proto::wanted::Delegation;
use http::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

// printf %s correct-horse | sha256sum
const SECRET: &str = "correct-horse";

fn hash(secret: &str) -> String {
    Sha256::digest(secret)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn caller(name: &str, secret: &str) -> Value {
    json!({
        "name": name,
        "secret_sha256": [hash(secret)],
        "users": ["*@example.com", "Grace@Example.org"],
        "scopes": ["gmail.readonly", "openid"],
    })
}

fn route() -> Value {
    json!({
        "host": "gmail.googleapis.com",
        "methods": ["GET", "POST"],
        "paths": ["/gmail/v1/users/me/messages", "/gmail/v1/users/me/labels"],
        "scopes": ["gmail.readonly"],
    })
}

fn policy(callers: &[Value]) -> Result<Policy, PolicyProblem> {
    read(&json!({ "callers": callers }))
}

fn read(policy: &Value) -> Result<Policy, PolicyProblem> {
    Policy::from_json(&policy.to_string())
}

fn delegation(user: &str, scopes: &str) -> Delegation {
    Delegation {
        subject: Subject::User(user.parse().unwrap()),
        scopes: scopes.parse().unwrap(),
    }
}

#[test]
fn a_secret_names_its_caller() {
    let mut rotating = caller("rotating", "new");
    rotating["secret_sha256"] = json!([hash("new"), hash("old").to_uppercase()]);
    let policy = policy(&[caller("first", SECRET), rotating]).unwrap();
    let name = |secret| policy.authenticate(secret).map(Caller::name);
    assert_eq!(name(SECRET), Some("first"));
    assert_eq!(name("new"), Some("rotating"));
    assert_eq!(name("old"), Some("rotating"));
    assert_eq!(name("wrong"), None);
    assert_eq!(name(""), None);
    assert_eq!(name(&hash(SECRET)), None);
}

#[test]
fn each_way_to_prove_oneself_is_its_own() {
    let policy = read(&json!({
        "access": { "team": "acme.cloudflareaccess.com", "audience": "tag" },
        "callers": [
            { "name": "person", "access": ["Ada@Example.com", "0A1b.access"],
              "users": ["ada@example.com"], "scopes": ["openid"] },
            { "name": "worker", "binding": true, "users": ["ada@example.com"], "scopes": ["openid"] },
            caller("secret", SECRET),
        ],
    }))
    .unwrap();
    let by_access = |identity| policy.by_access_identity(identity).map(Caller::name);
    assert_eq!(by_access("ada@example.com"), Some("person"));
    assert_eq!(by_access("0A1b.access"), Some("person"));
    for other in [
        "",
        "0a1b.access",
        "0A1B.ACCESS",
        "person",
        "worker",
        "bda@example.com",
        "*@example.com",
    ] {
        assert_eq!(by_access(other), None, "{other}");
    }
    let by_binding = |name| policy.by_binding(name).map(Caller::name);
    assert_eq!(by_binding("worker"), Some("worker"));
    for other in ["", "person", "secret", "Worker"] {
        assert_eq!(by_binding(other), None, "{other}");
    }
    assert_eq!(
        policy
            .access()
            .map(|access| (access.team.as_str(), access.audience.as_str())),
        Some(("acme.cloudflareaccess.com", "tag"))
    );
    assert_eq!(policy.authenticate("").map(Caller::name), None);
}

/// The name in a certificate may read like anything, a client ID as well.
#[test]
fn a_policy_names_service_tokens_or_certificates_and_never_both() {
    let with = |certificates: bool, identity: &str| {
        read(&json!({
            "access": { "team": "acme.cloudflareaccess.com", "audience": "tag",
                        "client_certificates": certificates },
            "callers": [{ "name": "job", "access": [identity, "ada@example.com"],
                          "users": ["ada@example.com"], "scopes": ["openid"] }],
        }))
    };
    for (certificates, identity, listed) in [
        (false, "0a1b.access", true),
        (false, "build-agent", false),
        (true, "build-agent", true),
        (true, "Build Agent", false),
        (true, "b@", false),
        (true, "0a1b.access", false),
        (true, "x.0a1b.access", false),
    ] {
        let policy = with(certificates, identity);
        assert_eq!(policy.is_ok(), listed, "{certificates} {identity}");
        let Ok(policy) = policy else { continue };
        for (name, caller) in [(identity, Some("job")), ("ada@example.com", Some("job"))] {
            let found = policy.by_access_identity(name).map(Caller::name);
            assert_eq!(found, caller);
        }
        let capitals = identity.to_uppercase();
        assert!(policy.by_access_identity(&capitals).is_none());
    }
}

#[test]
fn operators_are_no_callers_and_callers_no_operators() {
    let policy = read(&json!({
        "callers": [caller("c", SECRET)],
        "operators": [{ "name": "o", "secret_sha256": [hash("look"), hash("look-soon")] }],
    }))
    .unwrap();
    assert!(policy.is_operator("look") && policy.is_operator("look-soon"));
    assert!(!policy.is_operator(SECRET) && !policy.is_operator("") && !policy.is_operator("o"));
    assert!(policy.authenticate("look").is_none());
}

#[test]
fn origins_are_allowed_exactly() {
    let origins = [
        "https://app.example.com",
        "https://a.example:8443",
        "http://localhost:3000",
    ];
    let policy = read(&json!({
        "callers": [caller("c", SECRET)],
        "cors": { "origins": origins },
    }))
    .unwrap();
    assert!(origins.iter().all(|origin| policy.allows_origin(origin)));
    for other in [
        "",
        "*",
        "null",
        "https://app.example.com.evil.example",
        "https://app.example.com:443",
        "http://app.example.com",
        "https://APP.example.com",
        "http://localhost",
    ] {
        assert!(!policy.allows_origin(other), "{other}");
    }
    let none = policy_of_one();
    assert!(!none.allows_origin("https://app.example.com") && !none.allows_origin(""));
}

fn policy_of_one() -> Policy {
    policy(&[caller("c", SECRET)]).unwrap()
}

#[test]
fn only_what_is_listed_is_allowed() {
    let policy = policy_of_one();
    let caller = policy.authenticate(SECRET).unwrap();
    for (user, scopes, expected) in [
        ("ada@example.com", "gmail.readonly", Ok(())),
        ("ADA@EXAMPLE.COM", "openid gmail.readonly", Ok(())),
        ("grace@example.org", "openid", Ok(())),
        ("ada@example.org", "openid", Err(Denial::User)),
        ("ada@sub.example.com", "openid", Err(Denial::User)),
        ("ada@notexample.com", "openid", Err(Denial::User)),
        ("ada@example.com", "gmail.send", Err(Denial::Scope)),
        ("ada@example.com", "openid gmail.send", Err(Denial::Scope)),
    ] {
        assert_eq!(
            caller.may(&delegation(user, scopes)),
            expected,
            "{user} {scopes}"
        );
    }
}

#[test]
fn only_who_is_let_speaks_for_the_service_account() {
    let own = Delegation {
        subject: Subject::ServiceAccount,
        scopes: "openid".parse().unwrap(),
    };
    let with = |flag: Value| {
        let mut caller = caller("jobs", SECRET);
        caller["as_service_account"] = flag;
        policy(&[caller])
    };
    let plain = policy_of_one();
    let users_only = with(json!(false)).unwrap();
    let both = with(json!(true)).unwrap();
    for (policy, expected) in [
        (&plain, Err(Denial::ServiceAccount)),
        (&users_only, Err(Denial::ServiceAccount)),
        (&both, Ok(())),
    ] {
        let caller = policy.authenticate(SECRET).unwrap();
        assert_eq!(caller.may(&own), expected);
        assert_eq!(caller.may(&delegation("ada@example.com", "openid")), Ok(()));
    }
    let beyond = Delegation {
        scopes: "gmail.send".parse().unwrap(),
        ..own
    };
    let caller = both.authenticate(SECRET).unwrap();
    assert_eq!(caller.may(&beyond), Err(Denial::Scope));
    assert!(with(json!("true")).is_err());
}

#[test]
fn whoever_speaks_for_the_service_account_alone_needs_no_users() {
    let mut jobs = caller("jobs", SECRET);
    jobs.as_object_mut().unwrap().remove("users");
    let problem = policy(&[jobs.clone()]).unwrap_err();
    assert!(problem.to_string().contains("has no field users"));
    jobs["as_service_account"] = json!(true);
    let policy = policy(&[jobs]).unwrap();
    let caller = policy.authenticate(SECRET).unwrap();
    assert_eq!(
        caller.may(&delegation("ada@example.com", "openid")),
        Err(Denial::User)
    );
}

#[test]
fn a_route_covers_whole_segments_for_its_host_and_methods() {
    let mut caller = caller("c", SECRET);
    caller["proxy"] = json!([
        route(),
        { "host": "gmail.googleapis.com", "methods": ["DELETE"], "paths": ["/gmail/v1/users/me/messages/7"],
          "scopes": ["openid"] },
        { "host": "tasks.googleapis.com", "methods": ["GET"], "paths": ["/"], "scopes": ["openid"] },
    ]);
    let policy = policy(&[caller]).unwrap();
    let caller = policy.authenticate(SECRET).unwrap();
    let gmail = "gmail.googleapis.com";
    for (method, host, path, expected) in [
        (
            Method::GET,
            gmail,
            "/gmail/v1/users/me/messages",
            Ok("gmail.readonly"),
        ),
        (
            Method::GET,
            gmail,
            "/gmail/v1/users/me/messages/",
            Ok("gmail.readonly"),
        ),
        (
            Method::POST,
            gmail,
            "/gmail/v1/users/me/messages/7/modify",
            Ok("gmail.readonly"),
        ),
        (
            Method::GET,
            gmail,
            "/gmail/v1/users/me/labels",
            Ok("gmail.readonly"),
        ),
        (
            Method::DELETE,
            gmail,
            "/gmail/v1/users/me/messages/7",
            Ok("openid"),
        ),
        (
            Method::DELETE,
            gmail,
            "/gmail/v1/users/me/messages/70",
            Err(Denial::Method),
        ),
        (
            Method::PUT,
            gmail,
            "/gmail/v1/users/me/labels",
            Err(Denial::Method),
        ),
        (
            Method::GET,
            gmail,
            "/gmail/v1/users/me/messagesX",
            Err(Denial::Path),
        ),
        (
            Method::GET,
            gmail,
            "/gmail/v1/users/me/messages:x",
            Err(Denial::Path),
        ),
        (Method::GET, gmail, "/gmail/v1/users/me", Err(Denial::Path)),
        (Method::GET, gmail, "/", Err(Denial::Path)),
        (Method::GET, "tasks.googleapis.com", "/", Ok("openid")),
        (
            Method::GET,
            "tasks.googleapis.com",
            "/tasks/v1/lists",
            Ok("openid"),
        ),
        (
            Method::GET,
            "people.googleapis.com",
            "/v1/people",
            Err(Denial::Host),
        ),
    ] {
        let found = caller
            .route(&method, host, path)
            .map(|route| route.scopes().clone());
        let expected = expected.map(|scope| scope.parse().unwrap());
        assert_eq!(found, expected, "{method} {host}{path}");
    }
}

mod problems;
