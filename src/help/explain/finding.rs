//! What was found in a text, and what it means in full.

use super::context::Token;
use super::likely::alternatives;
use super::steps::Guide;
use crate::proto::catalogue::{Code, Retry};
use crate::proto::diagnose::{Diagnosis, Evidence, Facts, RowId, TOKEN_ENDPOINT, likely_rows};
use crate::proto::text::replace;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// One of Google's APIs.
    Api,
    /// edgemint itself.
    Edgemint,
    /// Google's token endpoint.
    TokenEndpoint,
}

/// What an error means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The row of the table, a code of edgemint's, or the name of an OAuth error.
    pub id: &'static str,
    /// Who said it.
    pub origin: Origin,
    /// What is likely wrong, the likeliest first; at least one.
    pub likely: Vec<Likely>,
    /// How sure this is.
    pub evidence: Evidence,
    /// Whether the same request may succeed a little later.
    pub retry: bool,
    /// The code that edgemint gives it; none for an API's.
    pub code: Option<Code>,
    /// What the steps say to paste, where they are about delegation.
    pub paste: Option<Paste>,
}

/// One likely cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
    /// The same step by step, where there is more than one.
    pub steps: Vec<String>,
}

/// What goes into the Admin console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paste {
    /// The numeric client ID.
    pub client_id: Option<String>,
    /// Full names with commas between them.
    pub scopes: Option<String>,
}

/// One of edgemint's own errors.
pub(super) struct Own {
    pub(super) code: Code,
    /// Where more is known than the code.
    pub(super) message: Option<String>,
    pub(super) remedy: Option<String>,
    pub(super) retry: bool,
}

/// What was found in a text.
pub(super) enum Finding {
    Row(Origin, &'static Diagnosis),
    /// The name of an OAuth error, without a description.
    Name(&'static str),
    Own(Own),
}

impl Finding {
    pub(super) const fn api(row: &'static Diagnosis) -> Self {
        Self::Row(Origin::Api, row)
    }

    pub(super) const fn token_endpoint(row: &'static Diagnosis) -> Self {
        Self::Row(Origin::TokenEndpoint, row)
    }

    /// A code of edgemint's own.
    pub(super) fn of_code(code: &str) -> Option<Self> {
        let mut codes = Code::ALL.iter().filter(|code| !code.cause().is_empty());
        let code = *codes.find(|own| own.as_str() == code)?;
        Some(Self::Own(Own {
            code,
            message: None,
            remedy: None,
            retry: code.retry() != Retry::Never,
        }))
    }

    pub(super) fn of_name(error: &str) -> Option<Self> {
        let row = TOKEN_ENDPOINT.iter().find(|row| row.error == error)?;
        Some(match likely_rows(error, true).as_slice() {
            [only] => Self::token_endpoint(only),
            _ => Self::Name(row.error),
        })
    }

    pub(super) fn explain(self, token: &Token) -> Explanation {
        match self {
            Self::Row(origin, row) => of_row(origin, row, token),
            Self::Name(error) => of_name(error, token),
            Self::Own(own) => of_own(own),
        }
    }
}

fn of_row(origin: Origin, row: &'static Diagnosis, token: &Token) -> Explanation {
    let mut likely: Vec<_> = alternatives(row.id, token)
        .map(|one| likely_cause(one.cause, one.remedy, one.guide, token))
        .collect();
    if likely.is_empty() {
        likely = vec![of_diagnosis(row, token)];
    }
    let code = match origin {
        Origin::TokenEndpoint if row.id == RowId::IdTokenInstead => Some(Code::NoAccessToken),
        Origin::TokenEndpoint => Some(Code::of_refusal(row.error)),
        _ => None,
    };
    Explanation {
        id: row.id.as_str(),
        origin,
        likely,
        evidence: row.evidence,
        retry: row.retry,
        code,
        paste: paste(Guide::of_row(row.id), &token.facts),
    }
}

fn of_name(error: &'static str, token: &Token) -> Explanation {
    let rows = likely_rows(error, !token.subjectless);
    Explanation {
        id: error,
        origin: Origin::TokenEndpoint,
        likely: rows.iter().map(|row| of_diagnosis(row, token)).collect(),
        // Each of them is sure; which of them it is, is not.
        evidence: Evidence::Reported,
        retry: false,
        code: Some(Code::of_refusal(error)),
        paste: rows
            .iter()
            .find_map(|row| paste(Guide::of_row(row.id), &token.facts)),
    }
}

fn of_own(own: Own) -> Explanation {
    let code = own.code;
    Explanation {
        id: code.as_str(),
        origin: Origin::Edgemint,
        likely: vec![Likely {
            cause: own.message.unwrap_or_else(|| code.cause().to_owned()),
            remedy: own.remedy.unwrap_or_else(|| code.remedy().to_owned()),
            steps: Vec::new(),
        }],
        evidence: Evidence::Documented,
        retry: own.retry,
        code: Some(code),
        paste: None,
    }
}

fn of_diagnosis(row: &Diagnosis, token: &Token) -> Likely {
    likely_cause(row.cause, row.remedy, Guide::of_row(row.id), token)
}

fn likely_cause(cause: &str, remedy: &str, guide: Guide, token: &Token) -> Likely {
    Likely {
        cause: fill(cause, &token.facts),
        remedy: fill(remedy, &token.facts),
        steps: guide.steps(&token.facts),
    }
}

/// As [`Facts::fill`], for somebody who may know no scopes either.
fn fill(sentence: &str, facts: &Facts) -> String {
    match facts.scopes.as_slice() {
        [] => facts.fill(&replace(sentence, "{scopes}", "(all that you ask for)")),
        _ => facts.fill(sentence),
    }
}

fn paste(guide: Guide, facts: &Facts) -> Option<Paste> {
    let scopes = (!facts.scopes.is_empty()).then(|| facts.scopes.join(","));
    (guide == Guide::Delegation).then(|| Paste {
        client_id: facts.client_id.clone(),
        scopes,
    })
}
