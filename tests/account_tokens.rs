//! Tokens of the service account itself: an assertion without a subject, and a place of their own in
//! every cache.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod fake;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use edgemint::minter::Source;
use edgemint::proto::cache::CacheKey;
use edgemint::{Audience, Code, Delegation, Identification, Subject};
use fake::{Script, TestMinter, delegation, key, minter};
use futures::executor::block_on;
use serde_json::{Value, json};
use std::time::Duration;

const SCOPE: &str = "drive.readonly";

fn own(scopes: &str) -> Delegation {
    Delegation {
        subject: Subject::ServiceAccount,
        scopes: scopes.parse().unwrap(),
    }
}

fn token(minter: &TestMinter, asked: &Delegation) -> (String, Source) {
    let granted = block_on(minter.get_token(asked)).unwrap();
    let text = granted.token.access_token.expose().to_owned();
    (text, granted.source)
}

/// The claims of an assertion in a form.
fn claims(form: &str) -> Value {
    let claims = form.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

#[test]
fn the_assertion_has_scopes_and_no_subject() {
    let (minter, platform) = minter([]);
    token(&minter, &own("openid drive.readonly"));
    let mut asked = claims(&platform.requests()[0]);
    let (iat, exp) = (asked["iat"].take(), asked["exp"].take());
    assert_eq!(exp.as_u64().unwrap() - iat.as_u64().unwrap(), 3_600);
    let expected = json!({
        "iss": "vectors@edgemint-vectors.iam.gserviceaccount.com",
        "scope": "https://www.googleapis.com/auth/drive.readonly openid",
        "aud": "https://oauth2.googleapis.com/token",
        "iat": null,
        "exp": null,
    });
    assert_eq!(asked, expected);
    let alone = block_on(minter.create_assertion(&own(SCOPE))).unwrap();
    assert!(claims(alone.expose()).get("sub").is_none());
}

#[test]
fn it_has_a_key_and_an_owner_of_its_own() {
    let key = key();
    let key_of = |asked: &Delegation| CacheKey::new(key.account(), asked.into());
    let (itself, ada) = (own(SCOPE), delegation("ada@example.com", SCOPE));
    assert_ne!(key_of(&itself), key_of(&ada));
    assert_ne!(key_of(&itself).owner(), key_of(&ada).owner());
    // The account's own address as user is a delegation, which Google refuses.
    let named = delegation(key.account().client_email(), SCOPE);
    assert_ne!(key_of(&itself), key_of(&named));
    assert_ne!(key_of(&itself), key_of(&own("openid")));
    let identity = Identification {
        user: None,
        audience: own(SCOPE).scopes.to_string().parse::<Audience>().unwrap(),
    };
    let identity = CacheKey::new(key.account(), (&identity).into());
    assert_ne!(key_of(&itself), identity);
    assert_eq!(key_of(&itself).owner(), identity.owner());
}

#[test]
fn no_user_gets_it_and_it_gets_no_users() {
    let (minter, platform) = minter([]);
    let all = [
        own(SCOPE),
        delegation("ada@example.com", SCOPE),
        own("openid"),
        delegation("bob@example.com", SCOPE),
    ];
    let first = all.each_ref().map(|asked| token(&minter, asked).0);
    for (asked, first) in all.iter().zip(&first) {
        assert_eq!(token(&minter, asked), (first.clone(), Source::Hit));
    }
    let subjects = platform.requests();
    let subjects = subjects.iter().map(|form| claims(form)["sub"].clone());
    assert_eq!(
        subjects.collect::<Vec<_>>(),
        [
            json!(null),
            json!("ada@example.com"),
            json!(null),
            json!("bob@example.com")
        ]
    );
    // What one of them drops is kept of the other.
    block_on(minter.forget(&all[0], None));
    assert_eq!(token(&minter, &all[1]), (first[1].clone(), Source::Hit));
    assert_eq!(
        token(&minter, &all[0]),
        ("ya29.token-5".into(), Source::Miss)
    );
}

#[test]
fn at_the_same_time_each_gets_its_own() {
    let (minter, platform) = minter([]);
    let (itself, ada) = (own(SCOPE), delegation("ada@example.com", SCOPE));
    let all = (0..20).map(|index| minter.get_token(if index % 2 == 0 { &itself } else { &ada }));
    let all = block_on(futures::future::join_all(all));
    let text = |index: usize| all[index].as_ref().unwrap().token.access_token.expose();
    assert_ne!(text(0), text(1));
    assert!((0..20).all(|index| text(index) == text(index % 2)));
    assert_eq!(platform.requests().len(), 2);
}

#[test]
fn it_is_refreshed_as_others_are() {
    let (minter, platform) = minter([]);
    let (itself, ada) = (own(SCOPE), delegation("ada@example.com", SCOPE));
    token(&minter, &ada);
    token(&minter, &itself);
    platform.advance(Duration::from_secs(3_300));
    assert_eq!(
        token(&minter, &itself),
        ("ya29.token-2".into(), Source::Due)
    );
    block_on(minter.refresh(&itself));
    assert_eq!(
        token(&minter, &itself),
        ("ya29.token-3".into(), Source::Hit)
    );
    assert_eq!(token(&minter, &ada), ("ya29.token-1".into(), Source::Due));
    assert!(claims(&platform.requests()[2]).get("sub").is_none());
}

#[test]
fn a_refusal_is_remembered_for_it_alone() {
    let (minter, _) = minter([Script::refused("invalid_scope", "")]);
    let refused =
        |asked: &Delegation| block_on(minter.get_token(asked)).map_err(|error| error.code());
    let itself = own(SCOPE);
    assert_eq!(refused(&itself).err(), Some(Code::InvalidScope));
    assert_eq!(refused(&itself).err(), Some(Code::InvalidScope));
    assert!(refused(&delegation("ada@example.com", SCOPE)).is_ok());
}

#[test]
fn a_refusal_without_a_reason_blames_no_user() {
    let (minter, _) = minter([Script::refused("invalid_grant", "")]);
    let error = block_on(minter.get_token(&own(SCOPE))).unwrap_err();
    let remedy = error.remedy();
    assert!(remedy.contains("private_key_id"), "{remedy}");
    assert!(!remedy.contains("user"), "{remedy}");
}
