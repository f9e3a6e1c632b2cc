//! Every way in which a token can be wrong around its claims, while the team's keys are as they
//! should be.

use crate::common::emsa;
use crate::team::TeamKey;
use crate::{access, claims, claims_with, identify, platform};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use edgemint::server::access::AccessProblem::{self, *};
use edgemint::server::access::Part;
use serde_json::json;

fn base64url(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// What a token that the team signed, or somebody forged, is refused with. What serde or the address
/// parser says of it is left out.
pub(crate) fn refusal(token: &str) -> AccessProblem {
    let platform = platform(&[TeamKey::new("k1").jwk(), TeamKey::another("k2").jwk()]);
    let nothing = String::new();
    match identify(&access(), token, &platform) {
        Err(Malformed { part, problem }) if !problem.is_empty() => Malformed {
            part,
            problem: nothing,
        },
        Err(Email { problem }) if !problem.is_empty() => Email { problem: nothing },
        Err(problem) => problem,
        Ok(identity) => panic!("{identity} came in"),
    }
}

pub(crate) fn malformed(part: Part) -> AccessProblem {
    let problem = String::new();
    Malformed { part, problem }
}

#[test]
fn headers_that_are_refused() {
    let key = TeamKey::new("k1");
    let algorithm = |found: &str| Algorithm {
        found: found.into(),
    };
    let unknown = |kid: &str| UnknownKey { kid: kid.into() };
    for (header, expected) in [
        (r#"{"alg":"none","kid":"k1"}"#, algorithm("none")),
        (r#"{"alg":"HS256","kid":"k1"}"#, algorithm("HS256")),
        (r#"{"alg":"PS256","kid":"k1"}"#, algorithm("PS256")),
        (r#"{"alg":"RS512","kid":"k1"}"#, algorithm("RS512")),
        (r#"{"alg":"rs256","kid":"k1"}"#, algorithm("rs256")),
        (r#"{"alg":"","kid":"k1"}"#, algorithm("")),
        (r#"{"alg":"RS256\u0000","kid":"k1"}"#, algorithm("RS256 ")),
        (
            r#"{"alg":"eyJhbGciOi","kid":"k1"}"#,
            algorithm("[redacted]"),
        ),
        (r#"{"alg":"RS256","kid":"k3"}"#, unknown("k3")),
        (r#"{"alg":"RS256","kid":"K1"}"#, unknown("K1")),
        (r#"{"alg":"RS256","kid":""}"#, unknown("")),
        (r#"{"alg":"RS256","kid":"k2"}"#, Signature),
        (
            r#"{"alg":"RS256","kid":"k1","crit":["exp"],"exp":1}"#,
            Critical,
        ),
        (r#"{"alg":"RS256","kid":"k1","crit":[]}"#, Critical),
        (r#"{"alg":"RS256","kid":"k1","crit":null}"#, Critical),
        (
            r#"{"alg":"RS256","kid":"k1","b64":false,"crit":["b64"]}"#,
            Critical,
        ),
    ] {
        assert_eq!(
            refusal(&key.sign(header, &claims().to_string())),
            expected,
            "{header}"
        );
    }
    for header in [
        "",
        "null",
        "[]",
        r#""RS256""#,
        "{}",
        r#"{"kid":"k1"}"#,
        r#"{"alg":"RS256"}"#,
        r#"{"alg":["RS256"],"kid":"k1"}"#,
        r#"{"alg":"RS256","kid":1}"#,
        r#"{"alg":"RS256","kid":null}"#,
        r#"{"alg":"none","kid":"k1","alg":"RS256"}"#,
        r#"{"alg":"RS256","kid":"k1","\u0061lg":"RS256"}"#,
        r#"{"alg":"RS256","kid":"k2","kid":"k1"}"#,
        r#"{"alg":"RS256","kid":"k1"}{}"#,
        r#"{"alg":"RS256","kid":"k1""#,
        "\u{feff}{\"alg\":\"RS256\",\"kid\":\"k1\"}",
    ] {
        let token = key.sign(header, &claims().to_string());
        assert_eq!(refusal(&token), malformed(Part::Header), "{header}");
    }
    let deep = format!(r#"{{"alg":"RS256","kid":"k1","x":{}"#, "[".repeat(4000));
    assert_eq!(refusal(&key.sign(&deep, "{}")), malformed(Part::Header));
}

#[test]
fn a_key_in_the_header_is_not_used() {
    let (key, own) = (TeamKey::another("k1"), TeamKey::another("k1").jwk());
    let header = json!({ "alg": "RS256", "kid": "k1", "jwk": own, "jku": "https://evil.example" });
    let token = key.sign(&header.to_string(), &claims().to_string());
    assert_eq!(refusal(&token), Signature);
}

#[test]
fn forms_that_are_refused() {
    let key = TeamKey::new("k1");
    let good = key.token(&claims());
    let parts: Vec<&str> = good.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        panic!("a token has three parts");
    };
    let padded =
        |json: &str| URL_SAFE.encode(format!("{json}{}", " ".repeat(3 - json.len() % 3 + 1)));
    let [padded_header, padded_payload] =
        [key.header(), claims()].map(|json| padded(&json.to_string()));
    assert!(padded_header.ends_with('=') && padded_payload.ends_with('='));
    let other_alphabet = STANDARD_NO_PAD.encode(r#"{"alg":"RS256","kid":"k1","x":"???????"}"#);
    assert!(other_alphabet.contains('/'));
    let [in_header, in_claims, in_signature] =
        [Part::Header, Part::Claims, Part::Signature].map(malformed);
    let forms = [
        (String::new(), &in_signature),
        ("x".into(), &in_signature),
        (format!("{header}.{payload}"), &in_claims),
        (format!("{header}.{payload}."), &Signature),
        (format!("{header}..{signature}"), &Signature),
        (format!(".{payload}.{signature}"), &in_header),
        (format!("{good}."), &in_claims),
        (format!("{good}.{signature}"), &in_claims),
        (format!("{good}.x.{signature}"), &in_claims),
        (format!(".{good}"), &in_header),
        (format!("{good}=="), &in_signature),
        (format!("{good} "), &in_signature),
        (format!("{good}\n"), &in_signature),
        (format!(" {good}"), &in_header),
        (format!("Bearer {good}"), &in_header),
        (format!("{header}.{payload}.\u{e9}"), &in_signature),
        (format!("{header}.{payload}\n.{signature}"), &in_claims),
        (
            format!("{other_alphabet}.{payload}.{signature}"),
            &in_header,
        ),
        (
            key.sign_text(&format!("{padded_header}.{payload}")),
            &in_header,
        ),
        (
            key.sign_text(&format!("{header}.{padded_payload}")),
            &in_claims,
        ),
        (key.sign_text(&format!("{header}.")), &in_claims),
    ];
    for (nth, (token, expected)) in forms.iter().enumerate() {
        assert_eq!(refusal(token), **expected, "form {nth}");
    }
}

#[test]
fn a_token_over_8_kb_is_refused_and_one_below_is_read() {
    let key = TeamKey::new("k1");
    let with = |len| key.token(&claims_with(json!({ "custom": "x".repeat(len) })));
    let long = with(7000);
    assert!(long.len() > 8192);
    assert_eq!(refusal(&long), TooLong { bytes: long.len() });
    let fits = with(5000);
    assert!(fits.len() > 7000 && fits.len() <= 8192);
    assert!(identify(&access(), &fits, &platform(&[key.jwk()])).is_ok());
}

#[test]
fn signatures_that_are_refused() {
    let key = TeamKey::new("k1");
    let signed = format!(
        "{}.{}",
        base64url(key.header().to_string()),
        base64url(claims().to_string())
    );
    let encoded = |hash| emsa::encode(hash, signed.as_bytes(), key.size());
    let signature = key.raw(&encoded("SHA-256"));
    let with = |signature: &[u8]| format!("{signed}.{}", base64url(signature));
    let platform = platform(&[key.jwk()]);
    assert!(identify(&access(), &with(&signature), &platform).is_ok());
    let flipped = |at: usize, bit: u8| {
        let mut flipped = signature.clone();
        flipped[at] ^= bit;
        flipped
    };
    let other = key.token(&claims_with(json!({ "email": "eve@example.com" })));
    let other = URL_SAFE_NO_PAD.decode(other.rsplit('.').next().unwrap());
    for (what, forged) in [
        ("of another text", other.unwrap()),
        (
            "of another key",
            TeamKey::of("k1", 2048, 1).raw(&encoded("SHA-256")),
        ),
        (
            "of a longer key",
            TeamKey::another("k1").raw(&encoded("SHA-256")),
        ),
        ("over SHA-1", key.raw(&encoded("SHA-1"))),
        ("over SHA-512", key.raw(&encoded("SHA-512"))),
        ("first bit", flipped(0, 0x80)),
        ("last bit", flipped(255, 1)),
        ("shorter", signature[1..].to_vec()),
        ("cut", signature[..255].to_vec()),
        ("longer", [&[0], signature.as_slice()].concat()),
        ("with more behind it", [signature.as_slice(), &[0]].concat()),
        ("zero", vec![0; 256]),
        ("one", [vec![0; 255], vec![1]].concat()),
        ("all ones", vec![0xff; 256]),
        ("the encoded message itself", encoded("SHA-256")),
    ] {
        assert_eq!(refusal(&with(&forged)), Signature, "{what}");
    }
}

#[test]
fn what_an_operator_reads_quotes_no_token() {
    let key = TeamKey::new("k1");
    let token = key.token(&claims());
    let header = json!({ "alg": "RS256", "kid": token });
    for forged in [
        key.sign(&header.to_string(), "{}"),
        key.sign(&json!({ "alg": token, "kid": "k1" }).to_string(), "{}"),
        key.token(&claims_with(json!({ "iss": token }))),
        key.token(&claims_with(json!({ "exp": token }))),
        key.sign(&format!("{{\"{token}\":"), "{}"),
    ] {
        let problem = identify(&access(), &forged, &platform(&[key.jwk()])).unwrap_err();
        let words = format!("{problem} {problem:?}");
        assert!(!words.contains("eyJ"), "{words}");
        assert!(words.len() < 1000, "{words}");
    }
}
