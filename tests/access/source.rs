//! How often a team's keys are fetched, and how long they are used.

use crate::fake::{FakePlatform, START, Script};
use crate::team::{TeamKey, document};
use crate::{access, claims_with, identify, platform};
use edgemint::ports::Clock;
use edgemint::server::access::{Access, AccessProblem, KeysProblem};
use futures::executor::block_on;
use futures::future::join_all;
use serde_json::json;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const SECOND: Duration = Duration::from_secs(1);

/// A token that is valid for a year.
fn token(key: &TeamKey) -> String {
    let exp = START.as_secs() + 365 * 86_400;
    key.token(&claims_with(json!({ "exp": exp })))
}

fn published(keys: &[&TeamKey]) -> Script {
    let keys: Vec<_> = keys.iter().map(|key| key.jwk()).collect();
    Script::json(200, document(&keys))
}

/// Whether the token of `key` comes in, and how many fetches there have been.
fn attempt(
    access: &Access,
    key: &TeamKey,
    platform: &FakePlatform,
) -> (Result<(), AccessProblem>, usize) {
    let outcome = identify(access, &token(key), platform).map(|_| ());
    (outcome, platform.fetched().len())
}

fn unknown(key: &TeamKey) -> Result<(), AccessProblem> {
    let kid = key.kid.clone();
    Err(AccessProblem::UnknownKey { kid })
}

fn unavailable(problem: KeysProblem) -> Result<(), AccessProblem> {
    Err(AccessProblem::KeysUnavailable(problem))
}

#[test]
fn one_fetch_serves_an_hour() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), platform(&[key.jwk()]));
    for span in [Duration::ZERO, SECOND, MINUTE, HOUR - MINUTE - SECOND * 2] {
        platform.advance(span);
        assert_eq!(attempt(&access, &key, &platform), (Ok(()), 1), "{span:?}");
    }
    platform.advance(SECOND);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
}

#[test]
fn a_rotation_is_followed_and_a_revoked_key_forgotten() {
    let (old, new) = (TeamKey::new("old"), TeamKey::another("new"));
    let (access, platform) = (access(), platform(&[old.jwk()]));
    assert_eq!(attempt(&access, &old, &platform), (Ok(()), 1));
    platform.advance(MINUTE * 5);
    platform.serve([published(&[&new, &old])]);
    assert_eq!(attempt(&access, &old, &platform), (Ok(()), 1));
    assert_eq!(attempt(&access, &new, &platform), (Ok(()), 2));
    assert_eq!(attempt(&access, &old, &platform), (Ok(()), 2));
    platform.serve([published(&[&new])]);
    platform.advance(HOUR);
    assert_eq!(attempt(&access, &old, &platform), (unknown(&old), 3));
    assert_eq!(attempt(&access, &new, &platform), (Ok(()), 3));
}

#[test]
fn names_that_are_made_up_cost_one_fetch_a_minute() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), platform(&[key.jwk()]));
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 1));
    for minute in 1..=5 {
        platform.advance(MINUTE);
        for i in 0..20 {
            let forged = TeamKey::another(&format!("x{i}"));
            let refused = (unknown(&forged), 1 + minute);
            assert_eq!(attempt(&access, &forged, &platform), refused);
        }
    }
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 6));
}

#[test]
fn malformed_tokens_cost_no_fetch() {
    let platform = FakePlatform::new([]);
    let key = TeamKey::new("k1");
    for token in ["", "a.b.c", &key.sign(r#"{"alg":"none","kid":"k1"}"#, "{}")] {
        assert!(identify(&access(), token, &platform).is_err());
    }
    assert!(platform.fetched().is_empty());
}

#[test]
fn an_outage_is_survived_for_a_day() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), platform(&[key.jwk()]));
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 1));
    platform.serve([Script::json(503, json!({}))]);
    platform.advance(HOUR);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
    // Tried again once a minute, whoever asks.
    platform.advance(MINUTE - SECOND);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
    platform.advance(SECOND);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 3));
    platform.set_now(START + 24 * HOUR - SECOND);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 4));
    platform.advance(SECOND);
    let down = unavailable(KeysProblem::Status(503));
    assert_eq!(attempt(&access, &key, &platform), (down.clone(), 4));
    platform.advance(SECOND * 5);
    assert_eq!(attempt(&access, &key, &platform), (down, 5));
    platform.serve([published(&[&key])]);
    platform.advance(SECOND * 5);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 6));
}

#[test]
fn a_new_key_during_an_outage_is_no_made_up_one() {
    let (old, new) = (TeamKey::new("old"), TeamKey::another("new"));
    let (access, platform) = (access(), platform(&[old.jwk()]));
    assert_eq!(attempt(&access, &old, &platform), (Ok(()), 1));
    platform.advance(MINUTE);
    platform.serve([Script::NoResponse]);
    let down = unavailable(KeysProblem::NoResponse);
    assert_eq!(attempt(&access, &new, &platform), (down.clone(), 2));
    assert_eq!(attempt(&access, &new, &platform), (down, 2));
    assert_eq!(attempt(&access, &old, &platform), (Ok(()), 2));
}

#[test]
fn without_keys_a_fetch_is_tried_every_five_seconds() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), FakePlatform::new([]));
    let down = unavailable(KeysProblem::NoResponse);
    assert_eq!(attempt(&access, &key, &platform), (down.clone(), 1));
    platform.advance(SECOND * 4);
    assert_eq!(attempt(&access, &key, &platform), (down, 1));
    platform.serve([published(&[&key])]);
    platform.advance(SECOND);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
}

#[test]
fn an_answer_that_takes_too_long_is_none() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), FakePlatform::new([]));
    platform.serve([Script::Takes(SECOND * 10), published(&[&key])]);
    let down = unavailable(KeysProblem::NoResponse);
    assert_eq!(attempt(&access, &key, &platform), (down, 1));
    assert_eq!(platform.fetched().len(), 1);
    platform.advance(SECOND * 5);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
}

#[test]
fn requests_at_once_share_one_fetch() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), FakePlatform::new([]));
    platform.serve([Script::Takes(SECOND * 2), published(&[&key])]);
    let token = token(&key);
    let all = join_all((0..100).map(|_| access.identify(&token, &platform)));
    assert!(block_on(all).iter().all(Result::is_ok));
    assert_eq!(platform.fetched().len(), 1);
}

#[test]
fn requests_at_once_fail_together_and_fetch_once() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), FakePlatform::new([]));
    let token = token(&key);
    let all = block_on(join_all(
        (0..100).map(|_| access.identify(&token, &platform)),
    ));
    let down = AccessProblem::KeysUnavailable(KeysProblem::NoResponse);
    assert!(
        all.iter()
            .all(|outcome| outcome.as_ref().err() == Some(&down))
    );
    assert_eq!(platform.fetched().len(), 1);
}

#[test]
fn nobody_waits_for_a_fetch_that_brings_only_news() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), platform(&[key.jwk()]));
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 1));
    platform.advance(HOUR);
    let text = token(&key);
    let mut first = pin!(access.identify(&text, &platform));
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
    assert!(platform.sleeps().is_empty());
    assert!(block_on(first).is_ok());
}

#[test]
fn a_request_that_is_cut_off_while_it_fetches_holds_others_up_for_seconds_only() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), platform(&[key.jwk()]));
    let text = token(&key);
    let mut cut_off = pin!(access.identify(&text, &platform));
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(cut_off.as_mut().poll(&mut context), Poll::Pending));
    // Nobody polls it any more.
    let others = join_all((0..20).map(|_| access.identify(&text, &platform)));
    assert!(block_on(others).iter().all(Result::is_ok));
    assert_eq!(platform.fetched().len(), 2);
    assert!(platform.now().since(START) < SECOND * 5);
}

#[test]
fn a_clock_that_is_set_back_fetches_anew() {
    let key = TeamKey::new("k1");
    let (access, platform) = (access(), platform(&[key.jwk()]));
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 1));
    platform.set_now(START - MINUTE);
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
    assert_eq!(attempt(&access, &key, &platform), (Ok(()), 2));
}
