//! The checks of an assertion, in the order in which Google complains, and of its sibling that goes
//! to an API itself.

use super::findings::{Against, Check, Kind};
use super::parsed::{Claims, Token};
use super::times;
use crate::help::explain::is_consumer;
use crate::proto::endpoint::{GOOGLE, TokenUri};
use crate::proto::json;
use crate::proto::key::{self, EncodedKey};
use crate::proto::redact::redact;
use crate::proto::scope::{ScopeProblem, ScopeSet};
use crate::proto::user::UserEmail;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Whether the claims are those of a service account, or are meant to be.
pub(super) fn is_one(claims: &Claims<'_>) -> bool {
    let issuer = claims.iss.as_deref().unwrap_or_default();
    let to_google = claims
        .aud
        .and_then(json::unquoted)
        .is_some_and(|aud| is_google(&aud));
    is_account(issuer) || to_google || claims.target_audience.is_some()
}

/// For the token endpoint or for an API itself, for which an account speaks for itself alone.
pub(super) fn kind(claims: &Claims<'_>, expected: Option<&str>) -> Kind {
    let sub = claims.sub.and_then(json::unquoted);
    let own = sub.is_some() && sub == claims.iss;
    let aud = claims.aud.and_then(json::unquoted).unwrap_or_default();
    let to_endpoint = is_google(&aud) || aud.ends_with("/token") || Some(aud.as_str()) == expected;
    if own && !to_endpoint {
        Kind::SelfSignedToken
    } else {
        Kind::Assertion
    }
}

pub(super) fn checks(kind: Kind, token: &Token<'_>, against: &Against<'_>) -> Vec<Check> {
    let claims = &token.claims;
    let mut checks = alloc::vec![
        Check::good("structure", "It has three parts that can be read."),
        alg(token),
        kid(token),
        issuer(claims),
    ];
    if kind == Kind::SelfSignedToken {
        let what = "It speaks for the service account itself.";
        checks.push(Check::good("sub", what));
        checks.push(api(claims));
    } else if claims.target_audience.is_some() {
        checks.push(target_audience(claims));
        checks.push(audience(claims, against.token_uri));
    } else {
        checks.push(subject(claims));
        checks.push(scope(claims));
        checks.push(audience(claims, against.token_uri));
    }
    checks.extend(times::of_assertion(claims.iat, claims.exp, against.now));
    checks.extend(against.key.map(|key| signature(token, key)));
    checks
}

pub(super) fn alg(token: &Token<'_>) -> Check {
    match token.alg.as_deref() {
        Some("RS256") => Check::good("alg", "It is signed with RS256."),
        other => Check::bad(
            "alg",
            format!("Its alg is {}.", redact(other.unwrap_or("missing"))),
            "Sign with RS256: Google takes nothing else, and a service account has an RSA key.",
        ),
    }
}

fn kid(token: &Token<'_>) -> Check {
    match token.kid.as_deref() {
        Some(kid) => Check::good("kid", format!("It names the key {}.", redact(kid))),
        None => Check::good(
            "kid",
            "It names no key. Google then tries all of the account's.",
        ),
    }
}

fn issuer(claims: &Claims<'_>) -> Check {
    match claims.iss.as_deref() {
        Some(account) if is_account(account) => {
            Check::good("iss", format!("It is signed by {}.", redact(account)))
        }
        other => Check::bad(
            "iss",
            format!(
                "The issuer is {}, not the address of a service account.",
                redact(other.unwrap_or("missing"))
            ),
            "Use client_email as it is in the key file.",
        ),
    }
}

fn is_account(address: &str) -> bool {
    address.parse::<UserEmail>().is_ok() && address.ends_with(".gserviceaccount.com")
}

fn subject(claims: &Claims<'_>) -> Check {
    let remedy = "Set sub to the primary address of a Workspace user, such as ada@example.com.";
    let bad = |what: &str| Check::bad("sub", what, remedy);
    let Some(sub) = claims.sub else {
        return Check::bad(
            "sub",
            "There is no subject: the token will speak for the service account itself, which has \
             no mailbox. Gmail then answers \"Precondition check failed\".",
            format!(
                "{remedy} Leave it out only for what the service account may do in its own name, \
                 such as Google Cloud, and what was shared with it."
            ),
        );
    };
    let sub = json::unquoted(sub).unwrap_or_default();
    match sub.parse::<UserEmail>() {
        Err(problem) => bad(&format!("It names no subject. {problem}")),
        Ok(_) if is_account(&sub) => bad("The subject is a service account, which has no mailbox."),
        Ok(user) if is_consumer(user.as_str()) => {
            bad("The subject is a consumer account, which is in no Workspace.")
        }
        Ok(user) => Check::good("sub", format!("It speaks for {user}.")),
    }
}

/// What a token for an API itself is for: the API, or scopes.
fn api(claims: &Claims<'_>) -> Check {
    if let Some(aud) = claims.aud.and_then(json::unquoted) {
        return Check::good("aud", format!("It is for {}.", redact(&aud)));
    }
    match claims.scope {
        Some(_) => scope(claims),
        None => Check::bad(
            "aud",
            "It is for nothing: it has neither aud nor scope.",
            "Set aud to the API, such as https://gmail.googleapis.com/, or scope.",
        ),
    }
}

fn target_audience(claims: &Claims<'_>) -> Check {
    let audience = claims.target_audience.and_then(json::unquoted);
    match audience.filter(|audience| !audience.is_empty()) {
        Some(audience) => Check::good(
            "target_audience",
            format!("It asks for an ID token for {}.", redact(&audience)),
        ),
        None => Check::bad(
            "target_audience",
            "The target_audience is no text.",
            "Set it to the URL that the ID token is for, or ask for scopes.",
        ),
    }
}

fn scope(claims: &Claims<'_>) -> Check {
    match full_names(claims.scope) {
        Ok(1) => Check::good("scope", "It asks for 1 scope."),
        Ok(count) => Check::good("scope", format!("It asks for {count} scopes.")),
        Err(what) => Check::bad(
            "scope",
            what,
            "Name each scope by its full name, such as \
             https://www.googleapis.com/auth/gmail.readonly, with one blank between them.",
        ),
    }
}

/// How many scopes the claim has, if each is as Google wants it.
fn full_names(scope: Option<&str>) -> Result<usize, String> {
    let text = scope.ok_or("There is no scope claim.")?;
    let text = json::unquoted(text).ok_or("The scope claim is no text.")?;
    if text.contains(',') {
        return Err("The scopes have commas between them.".into());
    }
    let scopes: ScopeSet = text
        .parse()
        .map_err(|problem: ScopeProblem| problem.to_string())?;
    let given = |full: &str| text.split(' ').any(|name| name == full);
    match scopes.iter().find(|full| !given(full)) {
        Some(full) => Err(format!("A scope is a short name, for {}.", redact(full))),
        None => Ok(scopes.iter().count()),
    }
}

fn audience(claims: &Claims<'_>, expected: Option<&str>) -> Check {
    let aud = claims.aud.and_then(json::unquoted);
    let right = expected.unwrap_or(GOOGLE);
    match aud.as_deref() {
        Some(aud) if aud == right => Check::good("aud", "It is for the token endpoint."),
        Some(aud) if expected.is_none() && is_google(aud) && !aud.ends_with('/') => Check::good(
            "aud",
            "It is for an older address of Google's token endpoint: send it to the very same.",
        ),
        other => Check::bad(
            "aud",
            format!("It is for {}.", redact(other.unwrap_or("nobody"))),
            format!("Set aud to the URL of the token endpoint, to the letter: {right}"),
        ),
    }
}

/// Google's token endpoint, by today's address or an older one.
fn is_google(aud: &str) -> bool {
    TokenUri::from_key_file(Some(aud)).is_some()
}

/// Against the key file that the assertion is said to be signed with.
fn signature(token: &Token<'_>, key_file: &str) -> Check {
    let id = "signature";
    // Wherever the key's assertions go to: that is not asked here.
    let google = TokenUri::from_key_file(None);
    let key = EncodedKey::from_json(key_file, google);
    let (key, public) = match key.and_then(|key| key::public_key(&key).map(|public| (key, public)))
    {
        Ok(both) => both,
        Err(error) => return Check::bad(id, error.to_string(), error.remedy()),
    };
    let account = key.into_account();
    let differs = |what: &str, field: &str| {
        let what = format!("The {what} is not the {field} of this key file.");
        Check::bad(id, what, "Use one key file for both, as it is.")
    };
    if token.claims.iss.as_deref() != Some(account.client_email()) {
        return differs("issuer", "client_email");
    }
    if token.kid.is_some() && token.kid.as_deref() != account.key_id() {
        return differs("kid", "private_key_id");
    }
    let signed = token.signing_input.as_bytes();
    if public.verifies(signed, &token.signature) {
        Check::good(id, "It is the signature of this key.")
    } else {
        Check::bad(
            id,
            "It is not the signature of this key.",
            "Sign header and claims as they are sent, with the private_key of this file.",
        )
    }
}
