//! The minter over a scripted platform: cache, single flight, retries, clock correction.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod fake;

use edgemint::minter::{Granted, Source};
use edgemint::{Code, Error, UnixTime};
use fake::{START, Script, TestMinter, delegation, minter};
use futures::executor::{LocalPool, block_on};
use futures::future::join_all;
use futures::task::LocalSpawnExt;
use std::rc::Rc;
use std::time::Duration;

const USER: &str = "ada@example.com";
const SCOPE: &str = "gmail.readonly";

fn get(minter: &TestMinter) -> Result<Granted, Error> {
    block_on(minter.get_token(&delegation(USER, SCOPE)))
}

fn text(granted: &Granted) -> &str {
    granted.token.access_token.expose()
}

fn secs(span: u64) -> Duration {
    Duration::from_secs(span)
}

#[test]
fn one_exchange_serves_until_refresh_is_due() {
    let (minter, platform) = minter([]);
    let first = get(&minter).unwrap();
    assert_eq!((text(&first), first.source), ("ya29.token-1", Source::Miss));
    assert_eq!(first.token.expires_at, START + secs(3599));

    platform.advance(secs(3_000));
    let second = get(&minter).unwrap();
    assert_eq!(
        (text(&second), second.source),
        ("ya29.token-1", Source::Hit)
    );

    platform.advance(secs(300));
    let due = get(&minter).unwrap();
    assert_eq!((text(&due), due.source), ("ya29.token-1", Source::Due));
    block_on(minter.refresh(&delegation(USER, SCOPE)));
    let refreshed = get(&minter).unwrap();
    assert_eq!(
        (text(&refreshed), refreshed.source),
        ("ya29.token-2", Source::Hit)
    );
    assert_eq!(platform.requests().len(), 2);
}

#[test]
fn a_spent_token_is_minted_anew() {
    let (minter, platform) = minter([]);
    get(&minter).unwrap();
    platform.advance(secs(3_550));
    let granted = get(&minter).unwrap();
    assert_eq!(
        (text(&granted), granted.source),
        ("ya29.token-2", Source::Miss)
    );
}

#[test]
fn requests_that_mean_the_same_share_a_token_and_others_never() {
    let (minter, platform) = minter([]);
    let token = |user, scopes| {
        let granted = block_on(minter.get_token(&delegation(user, scopes))).unwrap();
        text(&granted).to_owned()
    };
    let first = token(USER, "gmail.readonly openid");
    for (user, scopes) in [
        ("ADA@EXAMPLE.COM", "gmail.readonly openid"),
        (
            USER,
            "openid,https://www.googleapis.com/auth/gmail.readonly",
        ),
    ] {
        assert_eq!(token(user, scopes), first);
    }
    for (user, scopes) in [
        ("bob@example.com", "gmail.readonly openid"),
        (USER, "gmail.readonly"),
        (USER, "gmail.readonly openid email"),
    ] {
        assert_ne!(token(user, scopes), first);
    }
    assert_eq!(platform.requests().len(), 4);
}

#[test]
fn a_hundred_requests_at_once_make_one_exchange() {
    let (minter, platform) = minter([Script::Takes(secs(1)), Script::token("ya29.shared")]);
    let wanted = delegation(USER, SCOPE);
    let all = block_on(join_all((0..100).map(|_| minter.get_token(&wanted))));
    assert!(
        all.iter()
            .all(|granted| text(granted.as_ref().unwrap()) == "ya29.shared")
    );
    assert_eq!(platform.requests().len(), 1);
}

#[test]
fn a_leader_that_is_cut_off_hangs_nobody() {
    let (minter, platform) = minter([Script::Takes(secs(3_600))]);
    let minter = Rc::new(minter);
    let wanted = delegation(USER, SCOPE);
    {
        let mut pool = LocalPool::new();
        let (leader, wanted) = (Rc::clone(&minter), wanted.clone());
        pool.spawner()
            .spawn_local(async move { drop(leader.get_token(&wanted).await) })
            .unwrap();
        pool.try_run_one();
        // The request ends before its exchange does.
    }
    assert_eq!(platform.requests().len(), 1);
    platform.clear();
    let granted = block_on(minter.get_token(&wanted)).unwrap();
    assert_eq!(granted.source, Source::Miss);
}

#[test]
fn a_follower_of_a_slow_leader_mints_for_itself() {
    let (minter, platform) = minter([Script::Takes(secs(4)), Script::token("ya29.a")]);
    let wanted = delegation(USER, SCOPE);
    let both = block_on(join_all([
        minter.get_token(&wanted),
        minter.get_token(&wanted),
    ]));
    assert!(both.iter().all(Result::is_ok));
    assert_eq!(platform.requests().len(), 2);
}

#[test]
fn a_burst_that_starves_the_thread_does_not_multiply_the_work() {
    let (minter, platform) = minter([]);
    platform.signature_takes(Duration::from_millis(25));
    let wanted: Vec<_> = (0..100)
        .map(|n| delegation(&format!("user{n}@example.com"), SCOPE))
        .collect();
    let calls = (0..1_000).map(|n| minter.get_token(&wanted[n % wanted.len()]));
    let all = block_on(join_all(calls));
    assert!(all.iter().all(Result::is_ok));
    let exchanges = platform.requests().len();
    assert!(exchanges <= 200, "{exchanges} exchanges for 100 tokens");
}

#[test]
fn followers_share_a_failure_and_a_refusal_is_remembered_for_seconds() {
    let description = "Client is unauthorized to retrieve access tokens using this method.";
    let (minter, platform) = minter([Script::refused("unauthorized_client", description)]);
    let wanted = delegation(USER, SCOPE);
    let all = block_on(join_all((0..10).map(|_| minter.get_token(&wanted))));
    for outcome in all {
        assert_eq!(outcome.unwrap_err().code(), Code::UnauthorizedClient);
    }
    assert_eq!(get(&minter).unwrap_err().code(), Code::UnauthorizedClient);
    assert_eq!(platform.requests().len(), 1);

    platform.advance(secs(5));
    assert_eq!(text(&get(&minter).unwrap()), "ya29.token-2");
}

#[test]
fn what_is_forgotten_is_a_refusal_as_well_but_no_wait_that_was_asked_for() {
    let (minter, platform) = minter([
        Script::refused("invalid_grant", "Not now."),
        Script::json(429, "".into()).retry_after("30"),
    ]);
    let wanted = delegation(USER, SCOPE);
    assert_eq!(get(&minter).unwrap_err().code(), Code::InvalidGrant);
    block_on(minter.forget(&wanted, None));
    assert_eq!(get(&minter).unwrap_err().code(), Code::RateLimited);
    block_on(minter.forget(&wanted, None));
    assert_eq!(get(&minter).unwrap_err().code(), Code::RateLimited);
    assert_eq!(platform.requests().len(), 2);
}

#[test]
fn a_transient_failure_is_not_remembered() {
    let (minter, platform) = minter((0..4).map(|_| Script::NoResponse));
    let error = get(&minter).unwrap_err();
    assert_eq!(error, Error::TokenEndpointUnreachable { attempts: 4 });
    assert_eq!(platform.requests().len(), 4);
    assert_eq!(text(&get(&minter).unwrap()), "ya29.token-5");
}

#[test]
fn a_failed_refresh_leaves_the_token_and_waits_before_the_next() {
    let (minter, platform) = minter([]);
    get(&minter).unwrap();
    platform.advance(secs(3_300));
    (0..4).for_each(|_| platform.push(Script::json(500, "".into())));
    let wanted = delegation(USER, SCOPE);
    block_on(minter.refresh(&wanted));
    block_on(minter.refresh(&wanted));
    assert_eq!(platform.requests().len(), 5);
    assert_eq!(text(&get(&minter).unwrap()), "ya29.token-1");
    platform.advance(secs(5));
    block_on(minter.refresh(&wanted));
    assert_eq!(text(&get(&minter).unwrap()), "ya29.token-6");
}

#[test]
fn server_errors_and_limits_are_retried_with_one_assertion() {
    let script = [
        Script::json(500, "".into()),
        Script::json(429, "".into()).retry_after("2"),
        Script::NoResponse,
        Script::token("ya29.at-last"),
    ];
    let (minter, platform) = minter(script);
    assert_eq!(text(&get(&minter).unwrap()), "ya29.at-last");
    let requests = platform.requests();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|request| *request == requests[0]));
    let sleeps = platform.sleeps();
    assert!((125..=250).contains(&sleeps[0].as_millis()), "{sleeps:?}");
    assert_eq!(sleeps[1], secs(2));
    assert!((500..=1_000).contains(&sleeps[2].as_millis()), "{sleeps:?}");
}

#[test]
fn a_long_retry_after_is_passed_on_at_once() {
    let (minter, platform) = minter([Script::json(429, "".into()).retry_after("120")]);
    let error = get(&minter).unwrap_err();
    assert_eq!(
        error,
        Error::RateLimited {
            retry_after: Some(secs(120))
        }
    );
    assert!(platform.sleeps().is_empty());
}

#[test]
fn a_retry_after_is_kept_to_by_the_requests_that_follow() {
    let (minter, platform) = minter([Script::json(429, "".into()).retry_after("120")]);
    for _ in 0..50 {
        assert_eq!(get(&minter).unwrap_err().code(), Code::RateLimited);
    }
    assert_eq!(platform.requests().len(), 1);
    platform.advance(secs(30));
    assert!(get(&minter).is_ok());
}

#[test]
fn a_last_attempt_without_time_does_not_hide_the_reason() {
    let late = [
        Script::Takes(Duration::from_millis(900)),
        Script::json(429, "".into()).retry_after("9"),
    ];
    let (minter, platform) = minter(late);
    assert_eq!(get(&minter).unwrap_err().code(), Code::RateLimited);
    assert_eq!(platform.requests().len(), 1);
}

#[test]
fn a_clock_that_is_set_right_forgets_the_refusal_it_caused() {
    let (minter, platform) = minter([Script::refused("invalid_grant", TIME)]);
    platform.set_now(START + secs(7_200));
    assert_eq!(get(&minter).unwrap_err().code(), Code::InvalidGrant);
    platform.set_now(START);
    assert!(get(&minter).is_ok());
}

#[test]
fn a_hundred_followers_of_a_slow_leader_bring_one_more_exchange() {
    let (minter, platform) = minter([Script::Takes(secs(3)), Script::token("ya29.slow")]);
    let wanted = delegation(USER, SCOPE);
    let all = block_on(join_all((0..100).map(|_| minter.get_token(&wanted))));
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(platform.requests().len(), 2);
}

#[test]
fn the_deadline_bounds_all_attempts() {
    let (minter, platform) = minter((0..9).map(|_| Script::Takes(secs(5))));
    let error = get(&minter).unwrap_err();
    assert_eq!(error.code(), Code::TokenEndpointUnreachable);
    let timeouts = platform.timeouts();
    assert_eq!(timeouts.len(), 2);
    assert_eq!(timeouts[0], secs(5));
    assert!(timeouts[1] < secs(5), "{timeouts:?}");
}

#[test]
fn refusals_are_not_retried() {
    let (minter, platform) = minter([Script::refused("invalid_grant", "Invalid JWT Signature.")]);
    let error = get(&minter).unwrap_err();
    assert_eq!(error.code(), Code::InvalidGrant);
    assert!(!error.retryable());
    assert_eq!(platform.requests().len(), 1);
}

const TIME: &str = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a \
                    reasonable timeframe. Check your iat and exp values in the JWT claim.";

#[test]
fn a_wrong_clock_is_corrected_from_the_answer_once() {
    // The endpoint's clock shows START; the local one is two hours ahead.
    let refused = || Script::refused("invalid_grant", TIME).at("Fri, 15 Jan 2027 08:00:00 GMT");
    let (ahead, platform) = minter([refused()]);
    platform.set_now(START + secs(7_200));
    assert_eq!(text(&get(&ahead).unwrap()), "ya29.token-2");
    let requests = platform.requests();
    assert_ne!(requests[0], requests[1]);

    // What was learnt serves the next assertion too.
    let assertion = block_on(ahead.create_assertion(&delegation(USER, SCOPE))).unwrap();
    assert_eq!(issued_at(assertion.expose()), 1_800_000_000 - 10);

    let (stubborn, platform) = minter([refused(), refused()]);
    platform.set_now(START + secs(7_200));
    assert_eq!(get(&stubborn).unwrap_err().code(), Code::InvalidGrant);
    assert_eq!(platform.requests().len(), 2);
}

#[test]
fn a_right_clock_is_not_corrected() {
    for date in ["Fri, 15 Jan 2027 08:00:03 GMT", "no date"] {
        let (minter, platform) = minter([Script::refused("invalid_grant", TIME).at(date)]);
        assert_eq!(get(&minter).unwrap_err().code(), Code::InvalidGrant);
        assert_eq!(platform.requests().len(), 1);
    }
}

#[test]
fn nothing_is_signed_without_randomness() {
    let (minter, platform) = minter([]);
    platform.break_entropy();
    assert_eq!(get(&minter).unwrap_err(), Error::EntropyUnavailable);
    assert!(platform.requests().is_empty());
}

fn issued_at(assertion: &str) -> u64 {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let claims = URL_SAFE_NO_PAD
        .decode(assertion.split('.').nth(1).unwrap())
        .unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    let issued_at = claims["iat"].as_u64().unwrap();
    assert_eq!(claims["exp"].as_u64(), Some(issued_at + 3_600));
    assert!(UnixTime::from_secs(issued_at) < START);
    issued_at
}

#[test]
fn a_refused_token_is_dropped_unless_another_took_its_place() {
    let (minter, platform) = minter([]);
    let wanted = delegation(USER, SCOPE);
    let first = get(&minter).unwrap();
    block_on(minter.forget(&wanted, Some(text(&first))));
    let second = get(&minter).unwrap();
    assert_eq!(second.source, Source::Miss);
    // A second caller that was refused the first token.
    block_on(minter.forget(&wanted, Some(text(&first))));
    assert_eq!(text(&get(&minter).unwrap()), text(&second));
    block_on(minter.forget(&wanted, None));
    assert_eq!(get(&minter).unwrap().source, Source::Miss);
    assert_eq!(platform.requests().len(), 3);
}
