//! Cloudflare Access: whose JSON Web Tokens count, and which identities they name.

use super::place::Place;
use super::problem::{PolicyProblem, visible};
use crate::proto::user::{UserEmail, is_label};

const TEAM_DOMAIN: &str = ".cloudflareaccess.com";

/// Whose tokens count: those that the team signed for the application.
#[derive(Debug)]
pub struct AccessSettings {
    /// The team's host, as `acme.cloudflareaccess.com`: issues the tokens, publishes the keys.
    pub team: String,
    /// The application's audience tag.
    pub audience: String,
    /// Whether it takes client certificates. Then a common name is what somebody has in one, and no
    /// service token's client ID, however it reads.
    pub client_certificates: bool,
}

impl AccessSettings {
    pub(super) fn check(place: Place) -> Result<Self, PolicyProblem> {
        let mut fields = place.fields(&["team", "audience", "client_certificates"])?;
        let audience = |text: &str| visible(text).map(str::to_owned);
        Ok(Self {
            team: fields.need("team")?.text(team)?,
            audience: fields.need("audience")?.text(audience)?,
            client_certificates: fields
                .take("client_certificates")
                .map_or(Ok(false), Place::flag)?,
        })
    }

    /// The e-mail address of a person in its one spelling, or exactly as it is the client ID of a
    /// service token or, where the application takes certificates, the common name in one.
    pub(super) fn identity(&self, text: &str) -> Result<String, String> {
        let service_token = text.strip_suffix(".access").is_some_and(is_label);
        if self.client_certificates && text.ends_with(".access") {
            return Err(
                "reads as a client ID, which anybody's certificate may have as its name: have \
                 service tokens in an application without certificates"
                    .into(),
            );
        }
        if service_token || (self.client_certificates && !text.contains('@')) {
            return visible(text).map(str::to_owned);
        }
        match text.parse::<UserEmail>() {
            Ok(address) => Ok(address.as_str().to_owned()),
            Err(_) => Err("should be an address, or a client ID that ends with .access".into()),
        }
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
