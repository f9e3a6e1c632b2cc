//! What the minter asks of a signer that is not its own code: one that takes its time, counts, and
//! may fail.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod fake;

use edgemint::adapters::memory::MemoryStore;
use edgemint::ports::{Event, Signer};
use edgemint::{Error, Minter, SignerName};
use fake::{FakePlatform, FakeSigner, START, Script, delegation, key};
use futures::executor::block_on;
use futures::future::join_all;
use std::time::Duration;

type TestMinter = Minter<FakePlatform, MemoryStore, FakeSigner>;

const TIME: &str = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a \
                    reasonable timeframe. Check your iat and exp values in the JWT claim.";

fn minter(script: impl IntoIterator<Item = Script>) -> (TestMinter, FakePlatform) {
    let platform = FakePlatform::new(script);
    let (account, _) = key().into_parts();
    let (signer, store) = (FakeSigner::default(), MemoryStore::default());
    (
        Minter::new(account, signer, platform.clone(), store),
        platform,
    )
}

fn get(minter: &TestMinter) -> Result<String, Error> {
    let wanted = delegation("ada@example.com", "gmail.readonly");
    let granted = block_on(minter.get_token(&wanted))?;
    Ok(granted.token.access_token.expose().to_owned())
}

#[test]
fn its_signature_ends_the_assertion() {
    let (minter, _) = minter([]);
    let wanted = delegation("ada@example.com", "gmail.readonly");
    let assertion = block_on(minter.create_assertion(&wanted)).unwrap();
    let (input, signature) = assertion.expose().rsplit_once('.').unwrap();
    assert_eq!(input.split('.').count(), 2);
    assert_eq!(minter.signer().signed(), [input]);
    // "fake" in base64url.
    assert_eq!(signature, "ZmFrZQ");
}

#[test]
fn it_signs_once_for_all_attempts_and_not_for_the_cache() {
    let script = [
        Script::json(500, "".into()),
        Script::NoResponse,
        Script::token("ya29.at-last"),
    ];
    let (minter, platform) = minter(script);
    assert_eq!(get(&minter).unwrap(), "ya29.at-last");
    assert_eq!(get(&minter).unwrap(), "ya29.at-last");
    assert_eq!(platform.requests().len(), 3);
    assert_eq!(minter.signer().signed().len(), 1);
}

#[test]
fn it_signs_anew_when_the_clock_is_corrected() {
    let refused = Script::refused("invalid_grant", TIME).at("Fri, 15 Jan 2027 08:00:00 GMT");
    let (minter, platform) = minter([refused]);
    platform.set_now(START + Duration::from_secs(7_200));
    get(&minter).unwrap();
    let signed = minter.signer().signed();
    assert_eq!(signed.len(), 2);
    assert_ne!(signed[0], signed[1]);
}

#[test]
fn requests_that_meet_while_it_signs_share_the_signature() {
    let (minter, platform) = minter([]);
    let wanted = delegation("ada@example.com", "gmail.readonly");
    let all = block_on(join_all((0..100).map(|_| minter.get_token(&wanted))));
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(minter.signer().signed().len(), 1);
    assert_eq!(platform.requests().len(), 1);
}

#[test]
fn a_signer_that_fails_sends_nothing() {
    let (minter, platform) = minter([]);
    minter.signer().fail();
    assert_eq!(get(&minter).unwrap_err(), Error::SignerFault);
    assert!(platform.requests().is_empty());
}

#[test]
fn a_fault_is_noted_whether_or_not_it_was_survived() {
    let noted = |recovered| Event::SignerFault {
        signer: SignerName::WebCrypto,
        recovered,
    };
    let (minter, platform) = minter([]);
    get(&minter).unwrap();
    assert_eq!(platform.events(), []);

    let (minter, platform) = self::minter([]);
    minter.signer().recover();
    get(&minter).unwrap();
    assert_eq!(platform.events(), [noted(true)]);

    let (minter, platform) = self::minter([]);
    minter.signer().fail();
    get(&minter).unwrap_err();
    assert_eq!(platform.events(), [noted(false)]);
}

#[test]
fn the_signer_in_rust_is_one_as_well() {
    let (_, signing_key) = key().into_parts();
    let message = b"header.claims";
    let signature = block_on(Signer::sign(&signing_key, message, &FakePlatform::new([])));
    let again = block_on(Signer::sign(&signing_key, message, &FakePlatform::new([])));
    assert_eq!(signature.unwrap(), again.unwrap());
    assert_eq!(Signer::name(&signing_key), signing_key.name());
}
