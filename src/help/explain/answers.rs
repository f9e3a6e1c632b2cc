//! Error answers as JSON, wherever in a text they stand.

use super::finding::{Finding, Own};
use crate::proto::diagnose::{API, Diagnosis, RowId, api, id_token_instead, token_endpoint};
use crate::proto::json::{self, leading_object};
use crate::proto::redact::redact;
use crate::proto::text::{find, replace};
use alloc::string::String;

/// More than a person pastes; each is looked at once.
const MAX_OBJECTS: usize = 256;

/// The first answer that is known. JSON within a JSON text is found as well.
pub(super) fn find_in(text: &str) -> Option<Finding> {
    first_known(text).or_else(|| {
        let unescaped = replace(&replace(text, "\\\"", "\""), "\\n", " ");
        first_known(&unescaped)
    })
}

fn first_known(text: &str) -> Option<Finding> {
    let starts = text.match_indices('{').take(MAX_OBJECTS);
    let mut objects = starts.filter_map(|(at, _)| leading_object(text.get(at..)?));
    objects.find_map(of_object)
}

fn of_object(object: &str) -> Option<Finding> {
    let names = ["error", "code", "id_token", "access_token", "outcome"];
    let [error, code, id_token, access_token, outcome] = json::members(object, &names).ok()?;
    let text = |json: Option<&str>| json.and_then(json::unquoted);
    if let Some(name) = text(error) {
        return refusal(&name, object);
    }
    if let Some(error) = error.filter(|error| error.starts_with('{')) {
        return of_error(error);
    }
    if let Some(code) = text(code) {
        return of_edgemint(&code, object);
    }
    // A line of the Worker's log.
    if let Some(outcome) = text(outcome) {
        return Finding::of_code(&outcome);
    }
    if id_token.is_some() && access_token.is_none() {
        return id_token_instead().map(Finding::token_endpoint);
    }
    of_api(object)
}

/// `{"error": {...}}`: an API's, or the Worker's.
fn of_error(error: &str) -> Option<Finding> {
    let [code] = json::members(error, &["code"]).ok()?;
    match code.and_then(json::unquoted) {
        Some(code) => of_edgemint(&code, error),
        None => of_api(error),
    }
}

/// RFC 6749, section 5.2; `errorDescription` is how an EdgemintError's cause has it.
fn refusal(error: &str, object: &str) -> Option<Finding> {
    let names = ["error_description", "errorDescription"];
    let [description, in_cause] = json::members(object, &names).ok()?;
    let description = description.or(in_cause).and_then(json::unquoted);
    let description = description.unwrap_or_default();
    let row = token_endpoint(error, &description).map(Finding::token_endpoint);
    row.or_else(|| Finding::of_name(error))
}

/// The Worker's JSON, or an EdgemintError's properties. Google's own words say most, if there are any.
fn of_edgemint(code: &str, object: &str) -> Option<Finding> {
    let names = ["message", "remedy", "retryable", "upstream", "cause"];
    let [message, remedy, retryable, upstream, cause] = json::members(object, &names).ok()?;
    remedy?;
    let said = upstream.or(cause).and_then(of_object);
    if said.is_some() {
        return said;
    }
    let text = |json: Option<&str>| Some(redact(&json::unquoted(json?)?));
    let Some(Finding::Own(own)) = Finding::of_code(code) else {
        return Finding::of_name(code);
    };
    Some(Finding::Own(Own {
        message: text(message),
        remedy: text(remedy),
        retry: retryable.map_or(own.retry, |retryable| retryable == "true"),
        ..own
    }))
}

/// What Google's APIs write; Java's client prints it without `error` around it.
fn of_api(error: &str) -> Option<Finding> {
    let [status, message] = json::members(error, &["status", "message"]).ok()?;
    let message = message.and_then(json::unquoted)?;
    let status = status.and_then(json::unquoted);
    let row = api(status.as_deref(), &message).or_else(|| by_reason(error))?;
    Some(Finding::api(row))
}

/// Reasons that leave no doubt, whatever the message.
const REASONS: [(&str, RowId); 10] = [
    ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", RowId::ScopeTooSmall),
    ("insufficientPermissions", RowId::ScopeTooSmall),
    ("SERVICE_DISABLED", RowId::ApiOff),
    ("accessNotConfigured", RowId::ApiOff),
    ("CREDENTIALS_MISSING", RowId::NoCredential),
    ("authError", RowId::BadCredential),
    ("userRateLimitExceeded", RowId::RateUser),
    ("rateLimitExceeded", RowId::Rate),
    ("quotaExceeded", RowId::Rate),
    ("dailyLimitExceeded", RowId::Rate),
];

fn by_reason(error: &str) -> Option<&'static Diagnosis> {
    let given = |(reason, _): &&(&str, RowId)| {
        let quoted: String = ["\"", reason, "\""].concat();
        find(error, &quoted).is_some()
    };
    let (_, id) = REASONS.iter().find(given)?;
    api_row(*id)
}

/// A row of the API's table.
pub(super) fn api_row(id: RowId) -> Option<&'static Diagnosis> {
    API.iter().find(|row| row.id == id)
}
