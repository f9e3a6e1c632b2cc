//! What a service account signs beside delegations: requests for ID tokens, and tokens that need no
//! exchange.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod fake;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use edgemint::minter::Source;
use edgemint::{Code, Identification, Lifetime, SelfSigned};
use fake::{Script, delegation, minter};
use futures::executor::block_on;
use serde_json::{Value, json};

const ISSUER: &str = "vectors@edgemint-vectors.iam.gserviceaccount.com";
const AUDIENCE: &str = "https://example.com/service";

fn identification(user: Option<&str>) -> Identification {
    Identification {
        user: user.map(|user| user.parse().unwrap()),
        audience: AUDIENCE.parse().unwrap(),
    }
}

fn claims(compact: &str) -> Value {
    let claims = compact.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

fn id_token() -> Script {
    let claims = URL_SAFE_NO_PAD.encode(r#"{"iat":5000,"exp":8600}"#);
    Script::json(200, json!({ "id_token": format!("eyJ.{claims}.c2ln") }))
}

#[test]
fn an_id_token_is_asked_for_by_its_audience_alone() {
    let (minter, _) = minter([]);
    let mut asked = claims(
        block_on(minter.create_assertion(&identification(None)))
            .unwrap()
            .expose(),
    );
    let (iat, exp) = (asked["iat"].take(), asked["exp"].take());
    assert_eq!(exp.as_u64().unwrap() - iat.as_u64().unwrap(), 3_600);
    let expected = json!({
        "iss": ISSUER,
        "target_audience": AUDIENCE,
        "aud": "https://oauth2.googleapis.com/token",
        "iat": null,
        "exp": null,
    });
    assert_eq!(asked, expected);
    let with_user = block_on(minter.create_assertion(&identification(Some("ada@example.com"))));
    assert_eq!(
        claims(with_user.unwrap().expose())["sub"],
        "ada@example.com"
    );
}

#[test]
fn id_tokens_are_kept_apart_from_each_other_and_from_access_tokens() {
    let (minter, platform) = minter([id_token(), id_token(), Script::token("access")]);
    let (nobody, ada) = (
        identification(None),
        identification(Some("ada@example.com")),
    );
    let first = block_on(minter.get_token(&nobody)).unwrap();
    assert!(first.token.access_token.expose().starts_with("eyJ"));
    assert_eq!(
        block_on(minter.get_token(&ada)).unwrap().source,
        Source::Miss
    );
    let access = delegation("ada@example.com", AUDIENCE);
    assert_eq!(
        block_on(minter.get_token(&access)).unwrap().source,
        Source::Miss
    );
    assert_eq!(
        block_on(minter.get_token(&nobody)).unwrap().source,
        Source::Hit
    );
    assert_eq!(platform.requests().len(), 3);
}

#[test]
fn an_answer_without_an_id_token_is_no_token() {
    let (minter, _) = minter([Script::token("access")]);
    let error = block_on(minter.get_token(&identification(None))).unwrap_err();
    assert_eq!(error.code(), Code::MalformedTokenResponse);
}

#[test]
fn the_times_of_an_id_token_may_be_any_numbers() {
    // As the ID token has them, and how long it lives; `None` is no token.
    for (iat, exp, life) in [
        ("5000", "8600", Some(3_600)),
        ("5000.9", "8600.2", Some(3_600)),
        ("0", "2147483648", Some(86_400)),
        ("0", "9007199254740993", Some(86_400)),
        ("0", "18446744073709551615", Some(86_400)),
        ("0", "18446744073709551616", Some(86_400)),
        ("18446744073709551616", "18446744073709551617", None),
        ("8600", "5000", None),
        ("18446744073709551615", "0", None),
        ("-1", "8600", None),
        ("5000", "-1", None),
        ("5000", "1e400", None),
        ("5000", "\"soon\"", None),
        ("5000", "null", None),
        ("[]", "{}", None),
    ] {
        let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"iat":{iat},"exp":{exp}}}"#));
        let body = json!({ "id_token": format!("eyJ.{claims}.c2ln") });
        let (minter, _) = minter([Script::json(200, body)]);
        match block_on(minter.get_token(&identification(None))) {
            Ok(got) => {
                let lives = got.token.expires_at.since(got.token.obtained_at).as_secs();
                assert_eq!(Some(lives), life, "{iat}, {exp}");
            }
            Err(error) => {
                assert_eq!(error.code(), Code::MalformedTokenResponse, "{iat}, {exp}");
                assert_eq!(life, None, "{iat}, {exp}");
            }
        }
    }
}

#[test]
fn a_self_signed_token_names_the_account_twice_and_no_user() {
    let (minter, platform) = minter([]);
    for (wanted, name, value) in [
        (
            SelfSigned::Audience(AUDIENCE.parse().unwrap()),
            "aud",
            AUDIENCE,
        ),
        (
            SelfSigned::Scopes("openid cloud-platform".parse().unwrap()),
            "scope",
            "https://www.googleapis.com/auth/cloud-platform openid",
        ),
    ] {
        let token = block_on(minter.create_self_signed_token(&wanted)).unwrap();
        let claims = claims(token.expose());
        assert_eq!(
            (&claims["iss"], &claims["sub"]),
            (&json!(ISSUER), &json!(ISSUER))
        );
        assert_eq!(claims[name], value);
        assert_eq!(claims.as_object().unwrap().len(), 5);
    }
    assert!(platform.requests().is_empty());
}

#[test]
fn a_shorter_lifetime_is_the_assertions() {
    let (minter, _) = minter([]);
    let minter = minter.with_lifetime(Lifetime::from_secs(300).unwrap());
    let wanted = delegation("ada@example.com", "openid");
    let claims = claims(block_on(minter.create_assertion(&wanted)).unwrap().expose());
    assert_eq!(
        claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(),
        300
    );
}
