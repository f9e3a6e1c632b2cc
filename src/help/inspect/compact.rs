//! JSON Web Tokens in compact form (RFC 7515, section 3.1): which kind, and its checks.

use super::findings::{Against, Check, Inspection, Kind};
use super::parsed::{Claims, Token};
use super::{assertion, times};
use crate::proto::json;
use crate::proto::redact::redact;
use crate::proto::text::find;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Longer than any assertion with fifty scopes.
const MAX_BYTES: usize = 64 * 1024;

/// `None` where it does not look like one at all.
pub(super) fn inspect(text: &str, against: &Against<'_>) -> Option<Inspection> {
    let dots = text.bytes().filter(|b| *b == b'.').count();
    if !text.starts_with("eyJ") || dots == 0 {
        return None;
    }
    match split(text) {
        Ok(parts) => Some(read(parts, against)),
        Err(problem) => {
            let remedy = "Send three base64url parts without padding, with dots between them; \
                          copy it again, whole and on one line.";
            let check = Check::bad("structure", problem, remedy);
            Some(Inspection::new(Kind::Jwt, alloc::vec![check]))
        }
    }
}

struct Parts<'a> {
    signing_input: &'a str,
    header: String,
    claims: String,
    signature: Vec<u8>,
}

fn split(text: &str) -> Result<Parts<'_>, &'static str> {
    if text.len() > MAX_BYTES {
        return Err("It is longer than any honest token.");
    }
    let mut parts = text.split('.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("It has not three parts with dots between them.");
    };
    if text.contains(|c: char| c.is_ascii_whitespace()) {
        return Err("It holds blanks or line breaks.");
    }
    if text.contains('=') {
        return Err("It is padded with =, which Google refuses as a bad signature.");
    }
    if text.contains(['+', '/']) {
        return Err("It is in plain base64, with + and /, and has to be in base64url.");
    }
    if signature.is_empty() {
        return Err("It is not signed: the third part is empty.");
    }
    let (signing_input, _) = text.rsplit_once('.').unwrap_or_default();
    Ok(Parts {
        signing_input,
        header: decode(header, "Its header is no JSON object in base64url.")?,
        claims: decode(claims, "Its claims are no JSON object in base64url.")?,
        signature: URL_SAFE_NO_PAD
            .decode(signature)
            .map_err(|_| "Its signature is not in base64url, or was cut.")?,
    })
}

/// A part that is a JSON object.
fn decode(part: &str, problem: &'static str) -> Result<String, &'static str> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| problem)?;
    let text = String::from_utf8(bytes).map_err(|_| problem)?;
    match json::members(&text, &[""]) {
        Ok([_]) => Ok(text),
        Err(_) => Err(problem),
    }
}

fn read(parts: Parts<'_>, against: &Against<'_>) -> Inspection {
    let twice = |_| "A member is in it twice: readers differ in which counts.";
    let mut found = match token(&parts).map_err(twice) {
        Ok(token) => of_token(&token, against),
        Err(problem) => {
            let check = Check::bad("structure", problem, "Name every member once.");
            Inspection::new(Kind::Jwt, alloc::vec![check])
        }
    };
    // Whoever put a key there did not mean to.
    let harmless = |json: &String| find(json, "-----BEGIN").is_none();
    found.header = Some(parts.header).filter(harmless);
    found.claims = Some(parts.claims).filter(harmless);
    found
}

fn token<'a>(parts: &'a Parts<'_>) -> Result<Token<'a>, json::Flaw> {
    let text = |json: Option<&str>| json.and_then(json::unquoted);
    let [alg, kid] = json::members(&parts.header, &["alg", "kid"])?;
    let names = [
        "iss",
        "sub",
        "scope",
        "target_audience",
        "aud",
        "iat",
        "exp",
    ];
    let [iss, sub, scope, target_audience, aud, iat, exp] = json::members(&parts.claims, &names)?;
    Ok(Token {
        signing_input: parts.signing_input,
        signature: parts.signature.clone(),
        alg: text(alg),
        kid: text(kid),
        claims: Claims {
            iss: text(iss),
            sub,
            scope,
            target_audience,
            aud,
            iat,
            exp,
        },
    })
}

fn of_token(token: &Token<'_>, against: &Against<'_>) -> Inspection {
    let issuer = token.claims.iss.as_deref().unwrap_or_default();
    let googles = matches!(
        issuer,
        "accounts.google.com" | "https://accounts.google.com"
    );
    if googles {
        return Inspection::new(Kind::IdToken, id_token(token, against));
    }
    if assertion::is_one(&token.claims) {
        let kind = assertion::kind(&token.claims, against.token_uri);
        return Inspection::new(kind, assertion::checks(kind, token, against));
    }
    let claims = &token.claims;
    let mut checks = alloc::vec![Check::good(
        "structure",
        "It has three parts that can be read."
    )];
    if claims.exp.is_some() {
        checks.extend(times::of_token(claims.iat, claims.exp, against.now));
    }
    Inspection::new(Kind::Jwt, checks)
}

fn id_token(token: &Token<'_>, against: &Against<'_>) -> Vec<Check> {
    let claims = &token.claims;
    let audience = claims.aud.and_then(json::unquoted);
    let mut checks = alloc::vec![
        Check::good("structure", "It has three parts that can be read."),
        assertion::alg(token),
        Check::good("iss", "It was issued by Google."),
    ];
    checks.push(match audience.as_deref() {
        None => Check::bad(
            "aud",
            "There is no aud claim, or it is no text.",
            "Ask for an ID token again.",
        ),
        Some(scope) if scope.starts_with("https://www.googleapis.com/auth/") => Check::bad(
            "aud",
            format!("It is for {}, which is a scope.", redact(scope)),
            "Google does not know one of the scopes asked for, and took it for the audience of an \
             ID token: compare each with Google's list of OAuth 2.0 scopes.",
        ),
        Some(audience) => Check::good("aud", format!("It is for {}.", redact(audience))),
    });
    checks.extend(times::of_token(claims.iat, claims.exp, against.now));
    checks
}
