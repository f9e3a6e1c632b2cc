//! From an error as a person has it (an answer's JSON, a line of a log, the text of an exception) to
//! what is likely wrong, the remedy and the steps, with the facts put in.

mod answers;
mod context;
mod json;
mod likely;
mod steps;
mod words;

pub use context::Token;
pub(crate) use likely::is_consumer;

use super::{Diagnosis, Evidence, Facts, RowId, TOKEN_ENDPOINT, likely_rows};
use crate::proto::catalogue::{Code, Retry};
use crate::proto::scope::ScopeSet;
use crate::proto::text::{replace, split_once};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use likely::alternatives;
use steps::Guide;

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

/// A text longer than this is cut: nobody pastes as much on purpose.
const MAX_BYTES: usize = 64 * 1024;

/// Explains an error answer, or a text that holds one or its sentence. `None` where it is not known.
pub fn explain(text: &str, token: &Token) -> Option<Explanation> {
    let text = cut(text);
    let found = answers::find_in(text).or_else(|| words::find_in(text))?;
    Some(found.explain(&learn(text, token)))
}

/// Explains an API's answer. Where its words are not known, a 401 and a 429 still say something.
pub fn explain_api(status: u16, body: &str, token: &Token) -> Option<Explanation> {
    explain(body, token).or_else(|| {
        let row = answers::api_row(match status {
            401 => RowId::BadCredential,
            429 => RowId::Rate,
            _ => return None,
        })?;
        Some(Finding::api(row).explain(token))
    })
}

fn cut(text: &str) -> &str {
    let end = text.floor_char_boundary(MAX_BYTES);
    text.get(..end).unwrap_or_default()
}

/// One of edgemint's own errors.
struct Own {
    code: Code,
    /// Where more is known than the code.
    message: Option<String>,
    remedy: Option<String>,
    retry: bool,
}

/// What was found in a text.
enum Finding {
    Row(Origin, &'static Diagnosis),
    /// The name of an OAuth error, without a description.
    Name(&'static str),
    Own(Own),
}

impl Finding {
    /// A code of edgemint's own.
    fn of_code(code: &str) -> Option<Self> {
        let mut codes = Code::ALL.iter().filter(|code| !code.cause().is_empty());
        let code = *codes.find(|own| own.as_str() == code)?;
        Some(Self::Own(Own {
            code,
            message: None,
            remedy: None,
            retry: code.retry() != Retry::Never,
        }))
    }

    fn of_name(error: &str) -> Option<Self> {
        let row = TOKEN_ENDPOINT.iter().find(|row| row.error == error)?;
        Some(match likely_rows(error, true).as_slice() {
            [only] => Self::token_endpoint(only),
            _ => Self::Name(row.error),
        })
    }

    fn explain(self, token: &Token) -> Explanation {
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

/// A remedy of edgemint's own in the text names the client ID and the scopes already.
fn learn(text: &str, token: &Token) -> Token {
    let mut token = token.clone();
    let facts = &mut token.facts;
    let named = split_once(text, "add client ID ");
    if let Some((_, rest)) = named.filter(|_| facts.client_id.is_none()) {
        let is_inner = |c: char| c.is_ascii_digit();
        let end = rest.find(|c| !is_inner(c)).unwrap_or(rest.len());
        facts.client_id = rest
            .get(..end)
            .filter(|id| !id.is_empty())
            .map(str::to_owned);
    }
    let named = split_once(text, "exactly these scopes: ");
    if let Some((_, rest)) = named.filter(|_| facts.scopes.is_empty()) {
        let list = split_once(rest, ". ").map_or("", |(list, _)| list);
        facts.scopes = ScopeSet::from_list([list])
            .map(|scopes| scopes.iter().map(str::to_owned).collect())
            .unwrap_or_default();
    }
    token
}
