//! What a deployment is configured with.

use super::policy::Policy;
use super::rejection::{Rejection, Setting};
use crate::proto::endpoint::TokenUri;
use crate::proto::key::ServiceAccountKey;
use zeroize::Zeroizing;

/// The settings as they come from the platform; blank ones count as missing.
#[derive(Default)]
pub struct Config {
    /// The secret `SERVICE_ACCOUNT_KEY`: Google's JSON key file.
    pub service_account_key: Option<Zeroizing<String>>,
    /// The variable `POLICY`: who may ask for what, as JSON.
    pub policy: Option<String>,
    /// The variable `TOKEN_URI`: another token endpoint than Google's, for development.
    pub token_uri: Option<String>,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`Rejection::NotConfigured`] with the first setting that is missing or malformed. Every
    /// request is answered with it.
    pub fn read(self) -> Result<(ServiceAccountKey, Policy), Rejection> {
        let text = required(self.service_account_key, Setting::ServiceAccountKey)?;
        let policy = required(self.policy, Setting::Policy)?;
        let key = match given(self.token_uri) {
            Some(uri) => {
                let uri = TokenUri::configured(&uri)
                    .map_err(|error| malformed(Setting::TokenUri, &error))?;
                ServiceAccountKey::from_json_for(&text, uri)
            }
            None => ServiceAccountKey::from_json(&text),
        };
        let key = key.map_err(|error| malformed(Setting::ServiceAccountKey, &error))?;
        let policy =
            Policy::from_json(&policy).map_err(|problem| malformed(Setting::Policy, &problem))?;
        Ok((key, policy))
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
