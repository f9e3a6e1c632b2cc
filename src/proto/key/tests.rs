use super::*;
use crate::proto::endpoint::TokenUri;
use crate::proto::signer::SignerError;
use base64::{Engine, engine::general_purpose::STANDARD};

const FILE: &str = include_str!("../../../tests/vectors/service_account.json");

fn edited(field: &str, value: serde_json::Value) -> String {
    let mut file: serde_json::Value = serde_json::from_str(FILE).unwrap();
    file[field] = value;
    file.to_string()
}

fn refused(text: &str) -> KeyError {
    match ServiceAccountKey::from_json(text) {
        Err(SignerError::Key(error)) => error,
        other => panic!("gave {other:?}"),
    }
}

#[test]
fn reads_googles_file() {
    let key = ServiceAccountKey::from_json(FILE).unwrap();
    let account = key.account();
    assert_eq!(
        account.client_email(),
        "vectors@edgemint-vectors.iam.gserviceaccount.com"
    );
    assert_eq!(account.client_id(), Some("123456789012345678901"));
    assert_eq!(
        account.key_id(),
        Some("0123456789abcdef0123456789abcdef01234567")
    );
    assert_eq!(account.project_id(), Some("edgemint-vectors"));
    assert_eq!(account.token_uri().as_str(), crate::proto::endpoint::GOOGLE);
}

#[test]
fn an_account_survives_without_its_private_key() {
    let uri = || Some(TokenUri::configured("https://example.com/token").unwrap());
    for (file, uri) in [
        (FILE.to_owned(), None),
        (edited("client_id", "\"\\".into()), uri()),
        (edited("project_id", serde_json::Value::Null), None),
    ] {
        let key = EncodedKey::from_json(&file, uri).unwrap();
        let json = key.account().to_json();
        assert!(!json.contains("private_key\""));
        let again = EncodedKey::of_account(&json).unwrap();
        assert_eq!(
            format!("{:?}", again.account()),
            format!("{:?}", key.account())
        );
        assert!(again.pkcs1().is_err() && again.to_pkcs8().is_err());
    }
}

#[test]
fn reads_it_wrapped_as_secrets_are() {
    let base64 = STANDARD.encode(FILE);
    let lines = base64
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).unwrap());
    for text in [
        format!("\u{feff}{FILE}"),
        format!("  {FILE}\n"),
        format!("'{FILE}'"),
        serde_json::to_string(FILE).unwrap(),
        base64.clone(),
        lines.collect::<Vec<_>>().join("\n"),
    ] {
        assert!(
            ServiceAccountKey::from_json(&text).is_ok(),
            "{}",
            &text[..20]
        );
    }
}

#[test]
fn only_the_two_needed_fields_are_needed() {
    let file: serde_json::Value = serde_json::from_str(FILE).unwrap();
    let least = serde_json::json!({
        "client_email": file["client_email"],
        "private_key": file["private_key"],
    });
    let key = ServiceAccountKey::from_json(&least.to_string()).unwrap();
    let account = key.account();
    assert_eq!((account.key_id(), account.client_id()), (None, None));
}

#[test]
fn names_the_field_and_what_was_found() {
    use KeyProblem::*;
    let ec = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMWnD\
              /I7NEdSzpBVHRFnMlOkP7SfEZBqgjeCaUkRRVNWhRANCAAQ6dcXRE8Hz6FEtFfNhs3N4FyZDqUKv1tZ+lW\
              1eMkuxeIQYK1aBQeZpTQoJqSKlNDmSnNtJ1nCmqvJHFIXwjbn1\n-----END PRIVATE KEY-----";
    for (field, value, expected) in [
        (
            "type",
            "authorized_user",
            Unexpected {
                expected: "service_account",
            },
        ),
        (
            "universe_domain",
            "example.com",
            Unexpected {
                expected: "googleapis.com",
            },
        ),
        ("client_email", " ", Absent),
        (
            "client_email",
            "a\"b@x.com",
            Unexpected {
                expected: "the service account's e-mail address",
            },
        ),
        ("private_key", "", Absent),
        ("private_key", "hunter2", NotPem),
        ("private_key", ec, EllipticCurve),
        (
            "private_key_id",
            "a b",
            Unexpected {
                expected: "short text without blanks",
            },
        ),
        (
            "client_id",
            "1\r\nX: 2",
            Unexpected {
                expected: "short text without blanks",
            },
        ),
        ("token_uri", "https://evil.example/token", ForeignTokenUri),
    ] {
        let error = refused(&edited(field, value.into()));
        assert_eq!((error.field, error.problem), (field, expected));
    }
}

#[test]
fn what_is_no_key_file_is_said_to_be_none() {
    use KeyProblem::*;
    for (text, expected) in [
        ("", Absent),
        ("{", NotJson),
        ("[]", NotJson),
        ("null", NotJson),
        ("hunter2", NotJson),
        ("{\"private_key\": 7}", NotJson),
        (
            "{\"client_email\":\"a@b.c\",\"client_email\":\"d@b.c\"}",
            NotJson,
        ),
        ("-----BEGIN PRIVATE KEY-----", NotJson),
    ] {
        assert_eq!(refused(text), KeyError::new("key file", expected), "{text}");
    }
    assert_eq!(refused(&" ".repeat(100_000)).problem, TooLarge);
    assert_eq!(refused("{}"), KeyError::new("client_email", Absent));
}

#[test]
fn a_platform_gets_pkcs8_from_either_encoding() {
    let der = |text: &str| {
        EncodedKey::from_json(text, None)
            .unwrap()
            .to_pkcs8()
            .unwrap()
    };
    let pkcs8 = der(FILE);
    let file: serde_json::Value = serde_json::from_str(FILE).unwrap();
    let body: String = file["private_key"]
        .as_str()
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect();
    assert_eq!(*pkcs8, STANDARD.decode(body).unwrap());

    // Behind the envelope: 4 bytes each for two headers, 3 for the version, 15 for the algorithm.
    let pkcs1 = STANDARD.encode(&pkcs8[26..]);
    let pem = format!("-----BEGIN RSA PRIVATE KEY-----\n{pkcs1}\n-----END RSA PRIVATE KEY-----");
    assert_eq!(der(&edited("private_key", pem.into())), pkcs8);
}

#[test]
fn nothing_prints_the_key() {
    let key = ServiceAccountKey::from_json(FILE).unwrap();
    let encoded = EncodedKey::from_json(FILE, None).unwrap();
    let debug = format!("{key:?} {encoded:?}");
    let file: serde_json::Value = serde_json::from_str(FILE).unwrap();
    let pem = file["private_key"].as_str().unwrap();
    let body = pem.lines().nth(1).unwrap();
    assert!(
        !debug.contains(&body[..16]) && debug.contains("[redacted]"),
        "{debug}"
    );

    let canary = format!("-----BEGIN PRIVATE KEY-----\n{body}*\n-----END PRIVATE KEY-----");
    let error = refused(&edited("private_key", canary.into()));
    assert!(!format!("{error} {error:?} {}", error.remedy()).contains(&body[..16]));
}
