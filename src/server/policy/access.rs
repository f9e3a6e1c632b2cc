//! Cloudflare Access: whose JSON Web Tokens count, and which identities they name.

use super::file::AccessFile;
use super::problem::PolicyProblem;
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
    pub(super) fn check(file: AccessFile) -> Result<Self, PolicyProblem> {
        let AccessFile { team, audience } = file;
        let label = team.strip_suffix(TEAM_DOMAIN).unwrap_or_default();
        // Only there: keys from elsewhere would let elsewhere name the caller.
        if !is_label(label) || label.bytes().any(|b| b.is_ascii_uppercase()) {
            let problem = "should be <team>.cloudflareaccess.com, in lower case";
            return Err(PolicyProblem::at("access.team", problem));
        }
        if audience.is_empty() || !audience.bytes().all(|b| b.is_ascii_graphic()) {
            let problem = "should be visible ASCII without blanks";
            return Err(PolicyProblem::at("access.audience", problem));
        }
        Ok(Self { team, audience })
    }
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
