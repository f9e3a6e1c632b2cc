//! Cloudflare Access: whose JSON Web Tokens count, and which identities they name.

use super::place::Place;
use super::problem::{PolicyProblem, visible};
use crate::proto::error::Error;
use crate::proto::user::{UserEmail, is_label};

const TEAM_DOMAIN: &str = ".cloudflareaccess.com";

/// Whose tokens count: those that the team signed for the application.
#[derive(Debug)]
pub struct AccessSettings {
    /// The team's host, as `acme.cloudflareaccess.com`: issues the tokens, publishes the keys.
    pub team: String,
    /// The application's audience tag.
    pub audience: String,
}

impl AccessSettings {
    pub(super) fn check(place: Place) -> Result<Self, PolicyProblem> {
        let mut fields = place.fields(&["team", "audience"])?;
        let audience = |text: &str| visible(text).map(str::to_owned);
        Ok(Self {
            team: fields.need("team")?.text(team)?,
            audience: fields.need("audience")?.text(audience)?,
        })
    }
}

/// Only there: keys from elsewhere would let elsewhere name the caller.
fn team(text: &str) -> Result<String, String> {
    let label = text.strip_suffix(TEAM_DOMAIN).unwrap_or_default();
    if !is_label(label) || label.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err("should be <team>.cloudflareaccess.com, in lower case".into());
    }
    Ok(text.to_owned())
}

/// An identity in the form in which identities are compared.
pub(super) fn canonical(identity: &str) -> String {
    identity.to_ascii_lowercase()
}

/// The e-mail address of a person, or the client ID of a service token.
pub(super) fn identity(text: &str) -> Result<String, String> {
    if text.strip_suffix(".access").is_some_and(is_label) {
        return Ok(canonical(text));
    }
    let address: Result<UserEmail, Error> = text.parse();
    match address {
        Ok(address) => Ok(address.as_str().to_owned()),
        Err(_) => Err("should be an address, or a client ID that ends with .access".into()),
    }
}
