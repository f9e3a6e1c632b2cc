//! A platform that exists in memory: its network is a script, its clock moves when somebody
//! waits, its randomness comes from a seed.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "test support; each test file uses its part"
)]
#![allow(clippy::unwrap_used, reason = "tests")]

mod documents;

use edgemint::adapters::memory::MemoryStore;
use edgemint::ports::{
    Clock, Counters, Entropy, Event, Journal, NoResponse, Operations, Quota, Signer, Transport,
};
use edgemint::proto::exchange::{TokenRequest, TokenResponse};
use edgemint::proto::rs256::Signature;
use edgemint::{Delegation, Minter, ServiceAccountKey, SignerError, SignerName, Subject, UnixTime};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{SeedableRng, TryCryptoRng};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

pub const START: UnixTime = UnixTime::from_secs(1_800_000_000);

pub fn key() -> ServiceAccountKey {
    ServiceAccountKey::from_json(include_str!("../vectors/service_account.json")).unwrap()
}

pub fn delegation(user: &str, scopes: &str) -> Delegation {
    Delegation {
        subject: Subject::User(user.parse().unwrap()),
        scopes: scopes.parse().unwrap(),
    }
}

pub type TestMinter = Minter<FakePlatform, MemoryStore>;

pub fn minter(script: impl IntoIterator<Item = Script>) -> (TestMinter, FakePlatform) {
    let platform = FakePlatform::new(script);
    let (account, signing_key) = key().into_parts();
    let store = MemoryStore::default();
    let minter = Minter::new(account, signing_key, platform.clone(), store);
    (minter, platform)
}

/// What the network does with the next request.
#[derive(Clone, Debug)]
pub enum Script {
    Answer {
        status: u16,
        body: String,
        date: Option<String>,
        retry_after: Option<String>,
    },
    NoResponse,
    /// Takes this long, then the next script.
    Takes(Duration),
}

impl Script {
    pub fn json(status: u16, body: Value) -> Self {
        Self::Answer {
            status,
            body: body.to_string(),
            date: None,
            retry_after: None,
        }
    }

    pub fn token(name: &str) -> Self {
        let body = json!({ "access_token": name, "expires_in": 3599, "token_type": "Bearer" });
        Self::json(200, body)
    }

    pub fn refused(error: &str, description: &str) -> Self {
        Self::json(
            400,
            json!({ "error": error, "error_description": description }),
        )
    }

    pub fn at(mut self, http_date: &str) -> Self {
        if let Self::Answer { date, .. } = &mut self {
            *date = Some(http_date.into());
        }
        self
    }

    pub fn retry_after(mut self, text: &str) -> Self {
        if let Self::Answer { retry_after, .. } = &mut self {
            *retry_after = Some(text.into());
        }
        self
    }
}

#[derive(Clone)]
pub struct FakePlatform(Rc<State>);

struct State {
    now: Cell<UnixTime>,
    script: RefCell<VecDeque<Script>>,
    requests: RefCell<Vec<String>>,
    sleeps: RefCell<Vec<Duration>>,
    /// When those who wait now will wake.
    wakes: RefCell<Vec<UnixTime>>,
    timeouts: RefCell<Vec<Duration>>,
    seed: Cell<u64>,
    broken_entropy: Cell<bool>,
    signature_takes: Cell<Duration>,
    documents: documents::Served,
    events: RefCell<Vec<Event>>,
}

impl FakePlatform {
    /// Answers with `script`, item by item; after its end each request gets a token of its own.
    pub fn new(script: impl IntoIterator<Item = Script>) -> Self {
        Self(Rc::new(State {
            now: Cell::new(START),
            script: RefCell::new(script.into_iter().collect()),
            requests: RefCell::default(),
            sleeps: RefCell::default(),
            wakes: RefCell::default(),
            timeouts: RefCell::default(),
            seed: Cell::new(0),
            broken_entropy: Cell::new(false),
            signature_takes: Cell::default(),
            documents: documents::Served::default(),
            events: RefCell::default(),
        }))
    }

    pub fn advance(&self, span: Duration) {
        self.0.now.set(self.0.now.get() + span);
    }

    pub fn set_now(&self, now: UnixTime) {
        self.0.now.set(now);
    }

    pub fn push(&self, script: Script) {
        self.0.script.borrow_mut().push_back(script);
    }

    /// Forgets what is left of the script.
    pub fn clear(&self) {
        self.0.script.borrow_mut().clear();
    }

    /// The bodies that were posted.
    pub fn requests(&self) -> Vec<String> {
        self.0.requests.borrow().clone()
    }

    pub fn sleeps(&self) -> Vec<Duration> {
        self.0.sleeps.borrow().clone()
    }

    pub fn timeouts(&self) -> Vec<Duration> {
        self.0.timeouts.borrow().clone()
    }

    /// What it took note of.
    pub fn events(&self) -> Vec<Event> {
        self.0.events.borrow().clone()
    }

    /// Lets the time pass that a signature costs; meanwhile nobody else runs.
    pub fn signature_takes(&self, span: Duration) {
        self.0.signature_takes.set(span);
    }

    pub fn break_entropy(&self) {
        self.0.broken_entropy.set(true);
    }
}

/// Lets the other futures of the test run first.
async fn let_others_run() {
    let mut yielded = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

impl Transport for FakePlatform {
    async fn post(
        &self,
        request: &TokenRequest,
        timeout: Duration,
    ) -> Result<TokenResponse, NoResponse> {
        self.0
            .requests
            .borrow_mut()
            .push(request.body.expose().to_owned());
        let count = self.0.requests.borrow().len();
        self.0.timeouts.borrow_mut().push(timeout);
        let_others_run().await;
        loop {
            let next = self.0.script.borrow_mut().pop_front();
            match next.unwrap_or_else(|| Script::token(&format!("ya29.token-{count}"))) {
                Script::Takes(span) => {
                    self.sleep(span).await;
                    if span >= timeout {
                        return Err(NoResponse);
                    }
                }
                Script::NoResponse => return Err(NoResponse),
                Script::Answer {
                    status,
                    body,
                    date,
                    retry_after,
                } => {
                    let body = body.into_bytes().into();
                    return Ok(TokenResponse {
                        status,
                        date,
                        retry_after,
                        body,
                    });
                }
            }
        }
    }
}

impl Clock for FakePlatform {
    fn now(&self) -> UnixTime {
        self.0.now.get()
    }

    /// Time is shared: it moves when the earliest of all who wait has let the others run.
    async fn sleep(&self, span: Duration) {
        self.0.sleeps.borrow_mut().push(span);
        let until = self.now() + span;
        self.0.wakes.borrow_mut().push(until);
        while self.now() < until {
            let_others_run().await;
            if self.0.wakes.borrow().iter().min() == Some(&until) {
                self.0.now.set(until.max(self.now()));
            }
        }
        let mut wakes = self.0.wakes.borrow_mut();
        let own = wakes.iter().position(|wake| *wake == until).unwrap();
        wakes.swap_remove(own);
    }
}

impl Entropy for FakePlatform {
    fn rng(&self) -> impl TryCryptoRng {
        self.advance(self.0.signature_takes.get());
        self.0.seed.set(self.0.seed.get() + 1);
        FakeRng {
            inner: ChaCha20Rng::seed_from_u64(self.0.seed.get()),
            broken: self.0.broken_entropy.get(),
        }
    }
}

impl Journal for FakePlatform {
    fn note(&self, event: Event) {
        self.0.events.borrow_mut().push(event);
    }
}

/// Allows requests, or none, or does not say; and sums up counters.
pub struct FakeOperations {
    allowed: Option<bool>,
    sums: RefCell<BTreeMap<String, f64>>,
}

impl FakeOperations {
    pub fn new(allowed: Option<bool>) -> Self {
        let sums = RefCell::default();
        Self { allowed, sums }
    }
}

impl Operations for FakeOperations {
    fn quota(&self) -> &impl Quota {
        self
    }

    fn counters(&self) -> &impl Counters {
        self
    }
}

impl Quota for FakeOperations {
    async fn allows(&self, _caller: &str, _timeout: Duration) -> Result<bool, NoResponse> {
        self.allowed.ok_or(NoResponse)
    }
}

impl Counters for FakeOperations {
    async fn add(&self, amounts: Vec<(String, f64)>) {
        for (series, amount) in amounts {
            *self.sums.borrow_mut().entry(series).or_default() += amount;
        }
    }

    async fn read(&self) -> Vec<(String, f64)> {
        self.sums.borrow().clone().into_iter().collect()
    }
}

/// A signer whose work waits for something outside, as WebCrypto's does.
#[derive(Default)]
pub struct FakeSigner {
    signed: RefCell<Vec<String>>,
    fails: Cell<bool>,
    recovers: Cell<bool>,
}

impl FakeSigner {
    /// What it has signed.
    pub fn signed(&self) -> Vec<String> {
        self.signed.borrow().clone()
    }

    pub fn fail(&self) {
        self.fails.set(true);
    }

    /// Its first attempts do not verify, the second ones do.
    pub fn recover(&self) {
        self.recovers.set(true);
    }
}

impl Signer for FakeSigner {
    fn name(&self) -> SignerName {
        SignerName::WebCrypto
    }

    async fn sign(
        &self,
        message: &[u8],
        _entropy: &impl Entropy,
    ) -> Result<Signature, SignerError> {
        let_others_run().await;
        if self.fails.get() {
            return Err(SignerError::Fault);
        }
        let message = String::from_utf8(message.to_vec()).unwrap();
        self.signed.borrow_mut().push(message);
        Ok(Signature {
            bytes: b"fake".to_vec(),
            after_fault: self.recovers.get(),
        })
    }
}

struct FakeRng {
    inner: ChaCha20Rng,
    broken: bool,
}

#[derive(Debug)]
pub struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("broken")
    }
}

impl std::error::Error for Broken {}

impl rand_chacha::rand_core::TryRng for FakeRng {
    type Error = Broken;

    fn try_next_u32(&mut self) -> Result<u32, Broken> {
        if self.broken {
            Err(Broken)
        } else {
            Ok(self.inner.try_next_u32().unwrap())
        }
    }

    fn try_next_u64(&mut self) -> Result<u64, Broken> {
        if self.broken {
            Err(Broken)
        } else {
            Ok(self.inner.try_next_u64().unwrap())
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Broken> {
        if self.broken {
            return Err(Broken);
        }
        self.inner.try_fill_bytes(bytes).unwrap();
        Ok(())
    }
}

impl TryCryptoRng for FakeRng {}
