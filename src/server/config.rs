//! What a deployment is configured with.

use super::policy::Policy;
use super::rejection::{Rejection, Setting};
use crate::proto::endpoint::TokenUri;
use crate::proto::key::{EncodedKey, ServiceAccountKey};
use crate::proto::sealing::SealingKey;
use crate::proto::signer::SignerError;
use zeroize::Zeroizing;

/// The longest setting but the policy, in bytes.
pub const MAX_SETTING_BYTES: usize = 64 * 1024;

/// The settings as they come from the platform; blank ones count as missing.
/// Of one that is too long, a byte more than the limit is enough.
#[derive(Default)]
pub struct Config {
    /// The secret `SERVICE_ACCOUNT_KEY`: Google's JSON key file.
    pub service_account_key: Option<Zeroizing<String>>,
    /// The variable `POLICY`: who may ask for what, as JSON.
    pub policy: Option<String>,
    /// The variable `TOKEN_URI`: another token endpoint than Google's, for development.
    pub token_uri: Option<String>,
    /// The variable `CACHE`: what isolates share.
    pub cache: Option<String>,
    /// The variable `RATE_LIMIT_FAILS`: who may ask while the limiter does not answer.
    pub rate_limit_fails: Option<String>,
}

/// The settings, read and checked.
#[derive(Debug)]
pub struct Settings {
    /// Who signs, and with what.
    pub key: ServiceAccountKey,
    /// What tokens are sealed under outside of this isolate.
    pub sealing_key: SealingKey,
    /// Who may ask for what.
    pub policy: Policy,
    /// What isolates share.
    pub cache: Cache,
    /// Who may ask while the limiter does not answer.
    pub limiter_fails: LimiterFails,
}

/// What isolates share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// `durable`: a Durable Object for each user.
    Durable,
    /// `kv`: Workers KV.
    Kv,
    /// `memory`, and where nothing is said: nothing.
    Memory,
}

/// Who may ask while the limiter of requests does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimiterFails {
    /// `open`, and where nothing is said: everybody whom the policy lets in. The limiter keeps load
    /// away, and the policy intruders.
    Open,
    /// `closed`: nobody.
    Closed,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`Rejection::NotConfigured`] with the first setting that is missing or malformed. Every
    /// request is answered with it.
    pub fn read(self) -> Result<Settings, Rejection> {
        let text = required(self.service_account_key, Setting::ServiceAccountKey)?;
        if text.len() > MAX_SETTING_BYTES {
            let problem = "It is longer than 64 KiB; a key file has about 2.";
            return Err(malformed(Setting::ServiceAccountKey, &problem));
        }
        // Reading the key takes longer, and would be done in vain for each request.
        let policy = policy(self.policy)?;
        let token_uri = match given(self.token_uri) {
            Some(uri) => Some(
                TokenUri::configured(&uri).map_err(|error| malformed(Setting::TokenUri, &error))?,
            ),
            None => None,
        };
        let refused = |error: SignerError| malformed(Setting::ServiceAccountKey, &error);
        let encoded = EncodedKey::from_json(&text, token_uri).map_err(|e| refused(e.into()))?;
        Ok(Settings {
            sealing_key: encoded.sealing_key().map_err(|e| refused(e.into()))?,
            key: encoded.try_into().map_err(refused)?,
            policy,
            cache: cache(given(self.cache))?,
            limiter_fails: limiter_fails(given(self.rate_limit_fails))?,
        })
    }
}

/// Reads the policy alone.
///
/// # Errors
/// [`Rejection::NotConfigured`] when it is missing or malformed.
pub fn policy(text: Option<String>) -> Result<Policy, Rejection> {
    let text = required(text, Setting::Policy)?;
    Policy::from_json(&text).map_err(|problem| malformed(Setting::Policy, &problem))
}

fn cache(text: Option<String>) -> Result<Cache, Rejection> {
    match text.as_deref().map(str::trim) {
        Some("durable") => Ok(Cache::Durable),
        Some("kv") => Ok(Cache::Kv),
        Some("memory") | None => Ok(Cache::Memory),
        Some(_) => Err(malformed(
            Setting::Cache,
            &"It should be durable, kv or memory.",
        )),
    }
}

fn limiter_fails(text: Option<String>) -> Result<LimiterFails, Rejection> {
    match text.as_deref().map(str::trim) {
        Some("open") | None => Ok(LimiterFails::Open),
        Some("closed") => Ok(LimiterFails::Closed),
        Some(_) => Err(malformed(
            Setting::RateLimitFails,
            &"It should be open or closed.",
        )),
    }
}

fn given<T: AsRef<str>>(value: Option<T>) -> Option<T> {
    value.filter(|text| !text.as_ref().trim().is_empty())
}

fn required<T: AsRef<str>>(value: Option<T>, setting: Setting) -> Result<T, Rejection> {
    given(value).ok_or(Rejection::NotConfigured {
        setting,
        problem: None,
    })
}

fn malformed(setting: Setting, problem: &impl ToString) -> Rejection {
    Rejection::NotConfigured {
        setting,
        problem: Some(problem.to_string()),
    }
}
