use super::*;
use serde_json::{Value, json};

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

fn policy(callers: &[Value]) -> Result<Policy, PolicyProblem> {
    Policy::from_json(&json!({ "callers": callers }).to_string())
}

fn delegation(user: &str, scopes: &str) -> Delegation {
    Delegation {
        user: user.parse().unwrap(),
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
fn only_what_is_listed_is_allowed() {
    let policy = policy(&[caller("c", SECRET)]).unwrap();
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
fn a_malformed_policy_says_where() {
    for (field, value, expected) in [
        (
            "name",
            json!("two words"),
            "callers[0].name: should be visible ASCII without blanks",
        ),
        (
            "secret_sha256",
            json!([]),
            "callers[0].secret_sha256: is empty",
        ),
        (
            "secret_sha256",
            json!([SECRET]),
            "callers[0].secret_sha256[0]: should be a SHA-256 in hexadecimal (64 digits)",
        ),
        (
            "secret_sha256",
            json!(["é".repeat(32)]),
            "callers[0].secret_sha256[0]: should be a SHA-256 in hexadecimal (64 digits)",
        ),
        ("users", json!([]), "callers[0].users: is empty"),
        (
            "users",
            json!(["a@b.com", "*"]),
            "callers[0].users[1]: The user has a character at byte 0 that no mailbox name has.",
        ),
        (
            "users",
            json!(["*@"]),
            "callers[0].users[0]: should be an address or *@domain",
        ),
        (
            "users",
            json!(["*@*.example.com"]),
            "callers[0].users[0]: should be an address or *@domain",
        ),
        (
            "users",
            json!(["a*@example.com"]),
            "callers[0].users[0]: The user has a character at byte 1 that no mailbox name has.",
        ),
        ("scopes", json!([]), "callers[0].scopes: There is no scope."),
        (
            "scopes",
            json!(["*"]),
            "callers[0].scopes: Scope number 1 is malformed.",
        ),
    ] {
        let mut caller = caller("c", SECRET);
        caller[field] = value;
        assert_eq!(policy(&[caller]).unwrap_err().to_string(), expected);
    }
    let shared = policy(&[caller("a", SECRET), caller("b", SECRET)]).unwrap_err();
    assert_eq!(
        shared.to_string(),
        "callers[1].secret_sha256: stands there twice"
    );
    let twice = policy(&[caller("c", "a"), caller("c", "b")]).unwrap_err();
    assert_eq!(twice.to_string(), "callers[1].name: stands there twice");
    assert_eq!(
        policy(&[]).unwrap_err().to_string(),
        "callers: lists nobody"
    );
}

#[test]
fn unknown_and_missing_fields_are_refused() {
    for (text, expected) in [
        ("{}", "missing field `callers`"),
        (
            "{\"callers\": [], \"caller\": []}",
            "unknown field (line 1, column",
        ),
        (
            "{\"callers\": [{\"name\": \"a\"}]}",
            "missing field `secret_sha256`",
        ),
        (
            "{\"callers\": [], \"callers\": []}",
            "duplicate field `callers`",
        ),
        ("nonsense", "not the JSON of a policy (line 1, column 2)"),
        ("\"hunter2\"", "not the JSON of a policy"),
        ("{\"callers\": \"hunter2\"}", "not the JSON of a policy"),
    ] {
        let problem = Policy::from_json(text).unwrap_err().to_string();
        assert!(problem.contains(expected), "{text}: {problem}");
        assert!(!problem.contains("hunter2"), "{problem}");
    }
}
