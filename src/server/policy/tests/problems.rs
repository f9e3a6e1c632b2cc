//! Each mistake is named with its place, and nothing that stands in a policy is quoted.

use super::*;

/// A policy with everything in it, and one value changed.
fn with(pointer: &str, value: Value) -> Value {
    let mut first = caller("first", SECRET);
    first["proxy"] = json!([route()]);
    first["access"] = json!(["ada@example.com", "0a1b.access"]);
    let mut whole = json!({
        "$schema": "docs/policy.schema.json",
        "access": { "team": "acme.cloudflareaccess.com", "audience": "tag" },
        "cors": { "origins": ["https://app.example.com"] },
        "operators": [{ "name": "ops", "secret_sha256": [hash("ops")] }],
        "callers": [first, caller("second", "other")],
    });
    if !pointer.is_empty() {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        match whole.pointer_mut(parent).unwrap() {
            Value::Array(items) => items[field.parse::<usize>().unwrap()] = value,
            parent => parent[field] = value,
        }
    }
    whole
}

fn complaint(pointer: &str, value: Value) -> String {
    match read(&with(pointer, value.clone())) {
        Ok(_) => panic!("{pointer} took {value}"),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn the_whole_policy_is_one() {
    read(&with("", Value::Null)).unwrap();
}

#[test]
fn names_hashes_and_users() {
    let not_a_hash = "should be a SHA-256 in hexadecimal (64 digits)";
    let not_a_user = "should be an address or *@domain";
    let not_a_name = "should be visible ASCII without blanks";
    for (field, value, path, problem) in [
        ("name", json!("two words"), ".name", not_a_name),
        ("name", json!(""), ".name", not_a_name),
        (
            "name",
            json!("first"),
            ".name",
            "the same as callers[0].name",
        ),
        ("secret_sha256", json!([]), ".secret_sha256", "is empty"),
        (
            "secret_sha256",
            json!(["hunter2"]),
            ".secret_sha256[0]",
            not_a_hash,
        ),
        (
            "secret_sha256",
            json!(["é".repeat(32)]),
            ".secret_sha256[0]",
            not_a_hash,
        ),
        (
            "secret_sha256",
            json!([hash("")]),
            ".secret_sha256[0]",
            "is the SHA-256 of an empty text",
        ),
        (
            "secret_sha256",
            json!([hash("x"), hash("x")]),
            ".secret_sha256[1]",
            "the same as callers[1].secret_sha256[0]",
        ),
        (
            "secret_sha256",
            json!([hash("x"), hash(SECRET)]),
            ".secret_sha256[1]",
            "the same as callers[0].secret_sha256[0]",
        ),
        ("users", json!([]), ".users", "is empty"),
        (
            "users",
            json!(["a@b.com", "*"]),
            ".users[1]",
            "The user has a character at byte 0 that no mailbox name has.",
        ),
        (
            "users",
            json!(["a*@example.com"]),
            ".users[0]",
            "The user has a character at byte 1 that no mailbox name has.",
        ),
        ("users", json!(["*@"]), ".users[0]", not_a_user),
        ("users", json!(["*@com"]), ".users[0]", not_a_user),
        ("users", json!(["*@*.example.com"]), ".users[0]", not_a_user),
        (
            "users",
            json!(["*@example.com "]),
            ".users[0]",
            "has blanks around it",
        ),
        ("scopes", json!([]), ".scopes", "is empty"),
        (
            "scopes",
            json!(["*"]),
            ".scopes[0]",
            "should be one scope: its short name or its URL",
        ),
        ("access", json!([]), ".access", "is empty"),
        (
            "access",
            json!(["*@example.com"]),
            ".access[0]",
            "should be an address, or a client ID that ends with .access",
        ),
        (
            "access",
            json!([".access"]),
            ".access[0]",
            "should be an address, or a client ID that ends with .access",
        ),
        (
            "access",
            json!(["0a1b.access"]),
            ".access[0]",
            "the same as callers[0].access[1]",
        ),
        (
            "access",
            json!(["Ada@example.com"]),
            ".access[0]",
            "the same as callers[0].access[0]",
        ),
    ] {
        assert_eq!(
            complaint(&format!("/callers/1/{field}"), value),
            format!("callers[1]{path}: {problem}")
        );
    }
}

#[test]
fn routes() {
    let path = "callers[0].proxy[0]";
    for (field, value, problem) in [
        (
            "host",
            json!("evil.example"),
            ".host: is no host of Google's Workspace APIs",
        ),
        (
            "host",
            json!("Gmail.googleapis.com"),
            ".host: is no host of Google's Workspace APIs",
        ),
        (
            "host",
            json!("oauth2.googleapis.com"),
            ".host: is no host of Google's Workspace APIs",
        ),
        ("methods", json!([]), ".methods: is empty"),
        (
            "methods",
            json!(["GET", "*"]),
            ".methods[1]: should be one of DELETE, GET, HEAD, PATCH, POST, PUT",
        ),
        (
            "methods",
            json!(["get"]),
            ".methods[0]: should be one of DELETE, GET, HEAD, PATCH, POST, PUT",
        ),
        ("paths", json!([]), ".paths: is empty"),
        (
            "paths",
            json!(["/a", "a"]),
            ".paths[1]: has no path that starts with a slash",
        ),
        (
            "paths",
            json!(["/a/"]),
            ".paths[0]: should not end with a slash: it covers what is below it anyway",
        ),
        (
            "paths",
            json!(["/a//b"]),
            ".paths[0]: has an empty segment (//)",
        ),
        (
            "paths",
            json!(["/a/../b"]),
            ".paths[0]: has a segment . or ..",
        ),
        (
            "paths",
            json!(["/a%2fb"]),
            ".paths[0]: has an escape for a dot, a slash or a backslash",
        ),
        (
            "paths",
            json!(["/%61"]),
            ".paths[0]: should be written without escapes that are not needed",
        ),
        (
            "paths",
            json!(["/a?b"]),
            ".paths[0]: has a byte that a URL holds only escaped, or not at all",
        ),
        (
            "paths",
            json!(["/a*"]),
            ".paths[0]: has a wildcard: it covers what is below it anyway",
        ),
        (
            "paths",
            json!(["/batch"]),
            ".paths[0]: is a batch, and what is in it no rule would see",
        ),
        ("scopes", json!([]), ".scopes: is empty"),
        (
            "scopes",
            json!(["gmail.send"]),
            ".scopes: holds a scope that is not among the caller's",
        ),
    ] {
        let found = complaint(&format!("/callers/0/proxy/0/{field}"), value);
        assert_eq!(found, format!("{path}{problem}"));
    }
}

#[test]
fn access_origins_and_operators() {
    let team = "access.team: should be <team>.cloudflareaccess.com, in lower case";
    for wrong in [
        "acme",
        ".cloudflareaccess.com",
        "Acme.cloudflareaccess.com",
        "a.b.cloudflareaccess.com",
        "acme.cloudflareaccess.com.evil.example",
        "https://acme.cloudflareaccess.com",
    ] {
        assert_eq!(complaint("/access/team", json!(wrong)), team);
    }
    assert_eq!(
        complaint("/access/audience", json!(" ")),
        "access.audience: should be visible ASCII without blanks"
    );
    for wrong in [
        "*",
        "null",
        "https://*.example.com",
        "https://a.example/",
        "https://a.example:443",
        "https://a.example:080",
        "http://a.example",
        "https://A.example",
        "https://a@b.example",
        "http://localhost:80",
        "https://",
        "a.example",
        "https://a.example:",
    ] {
        let found = complaint("/cors/origins", json!(["https://app.example.com", wrong]));
        assert!(
            found.starts_with("cors.origins[1]: should be https://host"),
            "{wrong}: {found}"
        );
    }
    assert_eq!(
        complaint("/cors/origins", json!([])),
        "cors.origins: is empty"
    );
    assert_eq!(
        complaint(
            "/cors/origins",
            json!(["https://a.example", "https://a.example"])
        ),
        "cors.origins[1]: the same as cors.origins[0]"
    );
    assert_eq!(
        complaint("/operators/0/secret_sha256", json!([hash(SECRET)])),
        "operators[0].secret_sha256[0]: the same as callers[0].secret_sha256[0]"
    );
    let twice = json!([{ "name": "o", "secret_sha256": [hash("1")] }, { "name": "o", "secret_sha256": [hash("2")] }]);
    assert_eq!(
        complaint("/operators", twice),
        "operators[1].name: the same as operators[0].name"
    );
}

#[test]
fn a_caller_has_to_be_able_to_prove_itself() {
    let mut nameless = caller("c", SECRET);
    nameless.as_object_mut().unwrap().remove("secret_sha256");
    let cannot = "callers[0]: cannot prove itself: give it secret_sha256, access or binding";
    assert_eq!(policy(&[nameless.clone()]).unwrap_err().to_string(), cannot);
    nameless["binding"] = json!(false);
    assert_eq!(policy(&[nameless.clone()]).unwrap_err().to_string(), cannot);
    nameless["access"] = json!(["ada@example.com"]);
    assert_eq!(
        policy(&[nameless]).unwrap_err().to_string(),
        "callers[0].access: needs the policy's own access, which says whose tokens count"
    );
    assert_eq!(
        policy(&[]).unwrap_err().to_string(),
        "callers: lists nobody"
    );
}

#[test]
fn the_wrong_type_and_unknown_fields_are_named_with_their_place() {
    for (pointer, value, expected) in [
        ("/$schema", json!(7), "$schema: should be a text"),
        ("/callers", json!("hunter2"), "callers: should be a list"),
        (
            "/callers/1",
            json!("hunter2"),
            "callers[1]: should be an object",
        ),
        (
            "/callers/1/name",
            json!(["hunter2"]),
            "callers[1].name: should be a text",
        ),
        (
            "/callers/1/users",
            json!("hunter2"),
            "callers[1].users: should be a list",
        ),
        (
            "/callers/1/users",
            json!([["hunter2"]]),
            "callers[1].users[0]: should be a text",
        ),
        (
            "/callers/1/users",
            json!([1.5]),
            "callers[1].users[0]: should be a text",
        ),
        (
            "/callers/1/binding",
            json!("hunter2"),
            "callers[1].binding: should be true or false",
        ),
        (
            "/callers/1/access",
            json!(null),
            "callers[1].access: should be a list",
        ),
        (
            "/callers/0/proxy/0/paths",
            json!([-7]),
            "callers[0].proxy[0].paths[0]: should be a text",
        ),
        ("/access", json!(null), "access: should be an object"),
        (
            "/hunter2",
            json!(1),
            "has a field that is none of $schema, access, cors, operators, callers",
        ),
        (
            "/access/hunter2",
            json!({"hunter2": 1}),
            "access: has a field that is none of team, audience, client_certificates",
        ),
        (
            "/callers/0/proxy/0/hunter2",
            json!(1),
            "callers[0].proxy[0]: has a field that is none of host, methods, paths, scopes",
        ),
    ] {
        assert_eq!(complaint(pointer, value), expected);
    }
}

#[test]
fn a_text_that_is_no_policy_is_refused_without_quoting_it() {
    let nested = "[".repeat(100_000);
    for (text, expected) in [
        ("{}", "has no field callers"),
        (
            "{\"callers\": [{\"name\": \"a\", \"binding\": true}]}",
            "callers[0]: has no field users",
        ),
        (
            "{\"callers\": [], \"callers\": []}",
            "has the field callers twice",
        ),
        (
            "{\"callers\": [{\"name\": \"a\", \"n\\u0061me\": \"b\"}]}",
            "callers[0]: has the field name twice",
        ),
        ("hunter2", "not JSON (line 1, column 1)"),
        ("\"hunter2\"", "should be an object"),
        ("{\"callers\": [] } hunter2", "not JSON (line 1, column 18)"),
        ("{\"callers\":\n [", "not JSON (line 2, column 2)"),
        (nested.as_str(), "not JSON (line 1, column 128)"),
    ] {
        assert_eq!(Policy::from_json(text).unwrap_err().to_string(), expected);
    }
}
