//! Callers whom Cloudflare Access has let through: it signs, in the header
//! `Cf-Access-Jwt-Assertion`, who they are.

mod claims;
mod identity;
mod jwks;
mod jws;
mod key_source;
mod problem;
mod text;

pub use identity::Identity;
pub use problem::{AccessProblem, KeysProblem, Part};

use crate::ports::{Clock, Documents};
use crate::proto::endpoint::TokenUri;
use claims::Claims;
use core::fmt;
use jws::Jws;
use key_source::KeySource;

/// The header that Access puts the token into, in lower case.
pub const ACCESS_HEADER: &str = "cf-access-jwt-assertion";

/// One Access application, which answers for its callers.
#[derive(Debug)]
pub struct Access {
    issuer: String,
    audience: String,
    keys: KeySource,
}

/// Which setting of an Access application is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessSetting {
    /// The audience is blank or has characters that no AUD tag has.
    Audience,
    /// The team is no host name.
    Team,
}

impl Access {
    /// The application with the AUD tag `audience`, of the team with the domain `team`, such as
    /// `example.cloudflareaccess.com`. An `https` URL of the domain will do as well, and for
    /// development an `http` URL of loopback.
    ///
    /// # Errors
    /// The setting that is malformed.
    pub fn new(team: &str, audience: &str) -> Result<Self, AccessSetting> {
        let issuer = issuer(team.trim_ascii()).ok_or(AccessSetting::Team)?;
        let audience = audience.trim_ascii();
        if audience.is_empty() || !audience.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(AccessSetting::Audience);
        }
        Ok(Self {
            keys: KeySource::new(format!("{issuer}/cdn-cgi/access/certs")),
            audience: audience.into(),
            issuer,
        })
    }

    /// Who sent this token. Fetches the team's keys where they are not at hand, and waits for that
    /// at most eight seconds.
    ///
    /// # Errors
    /// Why it names nobody: for the operator's log, not for the caller.
    pub async fn identify(
        &self,
        token: &str,
        platform: &(impl Documents + Clock),
    ) -> Result<Identity, AccessProblem> {
        let jws = Jws::parse(token)?;
        let key = self.keys.key(jws.kid(), platform).await?;
        let claims = Claims::read(jws.verified(&key)?)?;
        claims.identity(&self.issuer, &self.audience, platform.now())
    }
}

/// What the tokens of the team have as `iss`: its URL, without a path.
fn issuer(team: &str) -> Option<String> {
    let team = team.to_ascii_lowercase();
    let team = team.strip_suffix('/').unwrap_or(&team);
    let url = match team.contains("://") {
        true => team.to_owned(),
        false => format!("https://{team}"),
    };
    let (_, host) = url.split_once("://")?;
    let fits = !host.contains('/') && TokenUri::configured(&url).is_ok();
    fits.then_some(url)
}

impl fmt::Display for AccessSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Audience => "the audience should be the AUD tag of the Access application",
            Self::Team => "the team should be its domain, such as example.cloudflareaccess.com",
        })
    }
}
