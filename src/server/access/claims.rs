//! What a verified token says (RFC 7519, section 4.1), held against what it should say.

use super::identity::Identity;
use super::jws::malformed;
use super::problem::{AccessProblem, Part};
use super::text::{given, read};
use crate::proto::redact::redact;
use crate::proto::time::UnixTime;
use core::time::Duration;
use serde::Deserialize;

/// How far two clocks may be apart.
const LEEWAY: Duration = Duration::from_secs(60);

/// The claims that count. Times are whole seconds, as Access writes them.
#[derive(Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: Audience,
    exp: u64,
    #[serde(default, deserialize_with = "given")]
    nbf: Option<u64>,
    #[serde(default, deserialize_with = "given")]
    iat: Option<u64>,
    #[serde(default, deserialize_with = "given")]
    email: Option<String>,
    #[serde(default, deserialize_with = "given")]
    common_name: Option<String>,
}

/// A list for people, a text for service tokens.
#[derive(Deserialize)]
#[serde(untagged, expecting = "aud should be a string or a list of strings")]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Claims {
    pub(super) fn read(json: &[u8]) -> Result<Self, AccessProblem> {
        read(json).map_err(malformed(Part::Claims))
    }

    /// Whom the token names, if it is from this issuer, for this audience, and valid now.
    pub(super) fn identity(
        self,
        issuer: &str,
        audience: &str,
        now: UnixTime,
    ) -> Result<Identity, AccessProblem> {
        if self.iss != issuer {
            return Err(AccessProblem::Issuer {
                found: redact(&self.iss),
            });
        }
        if !self.aud.contains(audience) {
            return Err(AccessProblem::Audience);
        }
        self.check_time(now)?;
        match (self.email, self.common_name) {
            (Some(email), _) => Identity::person(&email),
            (None, Some(name)) => Identity::service(name),
            (None, None) => Err(AccessProblem::Nameless),
        }
    }

    fn check_time(&self, now: UnixTime) -> Result<(), AccessProblem> {
        let exp = self.exp;
        if UnixTime::from_secs(exp) + LEEWAY <= now {
            return Err(AccessProblem::Expired { exp });
        }
        let from = self.nbf.max(self.iat).unwrap_or_default();
        if UnixTime::from_secs(from) > now + LEEWAY {
            return Err(AccessProblem::NotYetValid { from });
        }
        Ok(())
    }
}

impl Audience {
    fn contains(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Several(several) => several.iter().any(|one| one == audience),
        }
    }
}
