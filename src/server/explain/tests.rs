use super::*;
use crate::proto::subject::Subject;
use crate::proto::wanted::Delegation;

const POLICY: &str = r#"{
  "callers": [{
    "name": "digest",
    "secret_sha256": [
      "9b74c9897bac770ffc029102a200c5de11e1f6c0e5f1c8ac8a5b7d9b0f7f2f0a",
      "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    ],
    "binding": true,
    "users": ["grace@example.org", "*@example.com"],
    "scopes": ["gmail.readonly", "openid"],
    "proxy": [{
      "host": "gmail.googleapis.com",
      "methods": ["GET"],
      "paths": ["/gmail/v1/users/me/messages"],
      "scopes": ["gmail.readonly"]
    }]
  }]
}"#;

fn question() -> Question<'static> {
    Question {
        caller: "digest",
        user: Some("ada@example.com"),
        scopes: Some("gmail.readonly"),
        ..Question::default()
    }
}

fn proxied() -> Question<'static> {
    Question {
        scopes: None,
        target: Some("/proxy/gmail.googleapis.com/gmail/v1/users/me/messages?q=x"),
        ..question()
    }
}

fn answer(question: &Question<'_>) -> Value {
    serde_json::from_str(&explain_policy(POLICY, question)).unwrap()
}

fn says(question: &Question<'_>, rule: &str) -> (bool, String) {
    let answer = answer(question);
    let steps = answer["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["rule"] == rule).unwrap();
    (
        step["holds"] == true,
        step["says"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn a_grant_names_the_rules_that_hold() {
    let yes = |text: &str| (true, text.to_owned());
    assert_eq!(
        says(&question(), "caller"),
        yes("proves itself with one of 2 secrets or a service binding")
    );
    assert_eq!(
        says(&question(), "user"),
        yes("ada@example.com is allowed by users[1], *@example.com")
    );
    let scope = "https://www.googleapis.com/auth/gmail.readonly";
    assert_eq!(
        says(&question(), "scopes"),
        yes(&format!("the scopes of the caller include {scope}"))
    );
    assert_eq!(
        says(&proxied(), "route"),
        yes("proxy[0] covers GET gmail.googleapis.com/gmail/v1/users/me/messages")
    );
    assert_eq!(
        says(&proxied(), "scopes"),
        yes(&format!("the route's: {scope}"))
    );
    assert_eq!(answer(&question())["granted"], true);
    assert_eq!(answer(&proxied())["granted"], true);
}

#[test]
fn a_denial_names_each_rule_that_is_missing() {
    let target = |target| Question {
        target: Some(target),
        ..proxied()
    };
    for (question, rule, expected) in [
        (
            Question {
                caller: "x",
                ..question()
            },
            "caller",
            "no caller has this name; there are: digest",
        ),
        (
            Question {
                user: Some("ada@example.org"),
                ..question()
            },
            "user",
            "add \"ada@example.org\" to allow it",
        ),
        (
            Question {
                user: Some("me"),
                ..question()
            },
            "user",
            "is none: The user is \"me\"",
        ),
        (
            Question {
                scopes: Some("gmail.send openid"),
                ..question()
            },
            "scopes",
            "of the caller lack https://www.googleapis.com/auth/gmail.send;",
        ),
        (
            Question {
                scopes: None,
                ..question()
            },
            "scopes",
            "are none: There is no scope.",
        ),
        (
            Question {
                scopes: Some("openid"),
                ..proxied()
            },
            "scopes",
            "of the route lack openid;",
        ),
        (
            Question {
                method: Some("DELETE"),
                ..proxied()
            },
            "route",
            "take other methods; to gmail.googleapis.com there are: GET",
        ),
        (
            Question {
                method: Some("G T"),
                ..proxied()
            },
            "route",
            "the method is none",
        ),
        (
            target("/proxy/gmail.googleapis.com/gmail/v1/users/me/drafts"),
            "route",
            "they cover: /gmail/v1/users/me/messages",
        ),
        (
            target("/proxy/people.googleapis.com/v1/people"),
            "route",
            "no route of the caller in proxy is for people.googleapis.com",
        ),
        (
            target("/proxy/evil.example/"),
            "target",
            "is for a host that is not exactly one of",
        ),
    ] {
        let (holds, text) = says(&question, rule);
        assert!(!holds && text.contains(expected), "{question:?}: {text}");
        assert_eq!(answer(&question)["granted"], false);
    }
}

#[test]
fn it_grants_what_a_request_is_granted() {
    let policy = Policy::from_json(POLICY).unwrap();
    let caller = policy.by_name("digest").unwrap();
    for user in [
        "ada@example.com",
        "ada@example.org",
        "grace@example.org",
        "x@sub.example.com",
    ] {
        for scopes in [
            "openid",
            "gmail.readonly openid",
            "gmail.send",
            "openid gmail.send",
        ] {
            let delegation = Delegation {
                subject: Subject::User(user.parse().unwrap()),
                scopes: scopes.parse().unwrap(),
            };
            let question = Question {
                user: Some(user),
                scopes: Some(scopes),
                ..question()
            };
            assert_eq!(
                answer(&question)["granted"],
                caller.may(&delegation).is_ok(),
                "{user} {scopes}"
            );
        }
    }
}

#[test]
fn the_service_account_is_asked_for_by_name() {
    let own = || Question {
        user: None,
        ..question()
    };
    let (holds, says_how) = says(&own(), "as_service_account");
    assert!(!holds && says_how.contains("\"as_service_account\": true"));
    let policy = POLICY.replace(
        "\"binding\": true",
        "\"binding\": true, \"as_service_account\": true",
    );
    let granted = |question: &Question<'_>| -> Value {
        serde_json::from_str(&explain_policy(&policy, question)).unwrap()
    };
    assert_eq!(granted(&own())["granted"], true);
    let proxied = Question {
        user: None,
        ..proxied()
    };
    assert_eq!(granted(&proxied)["granted"], false);
}

#[test]
fn a_check_says_what_a_policy_holds_or_what_is_wrong() {
    let found: Value = serde_json::from_str(&check_policy(POLICY)).unwrap();
    assert_eq!(
        (&found["valid"], &found["callers"][0]["name"]),
        (&json!(true), &json!("digest"))
    );
    assert_eq!(
        found["callers"][0]["users"],
        json!(["grace@example.org", "*@example.com"])
    );
    let broken = POLICY.replace("*@example.com", "*");
    for found in [check_policy(&broken), explain_policy(&broken, &question())] {
        let found: Value = serde_json::from_str(&found).unwrap();
        assert_eq!(
            (&found["valid"], &found["path"]),
            (&json!(false), &json!("callers[0].users[1]"))
        );
    }
}
