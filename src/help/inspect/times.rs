//! `iat` and `exp`, against the present and against each other.

use super::findings::Check;
use crate::proto::time::{self, UnixTime};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The longest life that Google accepts, in seconds.
const LONGEST: u64 = 3600;

const CLOCK: &str = "Compare the clock of the machine that signs with the Date header of the token \
     endpoint's answer, and set it right.";

/// A NumericDate (RFC 7519, section 2), which Google takes in quotes as well. `None` where it is none.
fn seconds(json: &str) -> Option<u64> {
    time::seconds(json.trim_matches('"'))
}

/// For a token that a service account made: `iat`, `lifetime` and `exp`.
pub(super) fn of_assertion(iat: Option<&str>, exp: Option<&str>, now: UnixTime) -> Vec<Check> {
    let now = now.as_secs();
    let mut checks = alloc::vec![issued(iat, now)];
    let (iat, exp_seconds) = (iat.and_then(seconds), exp.and_then(seconds));
    if let (Some(iat), Some(exp)) = (iat, exp_seconds) {
        checks.push(lifetime(iat, exp));
    }
    checks.push(expires(exp, now));
    checks
}

/// For a token of somebody else: `iat`, where it is there, and `exp`.
pub(super) fn of_token(iat: Option<&str>, exp: Option<&str>, now: UnixTime) -> Vec<Check> {
    let now = now.as_secs();
    let issued = iat.map(|iat| issued(Some(iat), now));
    issued.into_iter().chain([expires(exp, now)]).collect()
}

fn issued(iat: Option<&str>, now: u64) -> Check {
    let Some(iat) = iat else {
        let remedy = "Set iat to the time of signing, in seconds since 1970.";
        return Check::bad("iat", "There is no iat claim.", remedy);
    };
    let Some(iat) = seconds(iat) else {
        let remedy = "Set iat to a whole number of seconds since 1970.";
        return Check::bad("iat", "The iat claim is no number of seconds.", remedy);
    };
    if is_millis(iat) {
        let remedy = "Divide by 1000: iat is in seconds since 1970.";
        return Check::bad("iat", "The iat claim looks like milliseconds.", remedy);
    }
    match iat.checked_sub(now) {
        Some(ahead @ 1..) => Check::bad(
            "iat",
            format!("It was issued {} in the future.", span(ahead)),
            CLOCK,
        ),
        _ => Check::good(
            "iat",
            format!("It was issued {} ago.", span(now.saturating_sub(iat))),
        ),
    }
}

fn lifetime(iat: u64, exp: u64) -> Check {
    match exp.checked_sub(iat) {
        Some(life @ 1..=LONGEST) => {
            Check::good("lifetime", format!("It lives for {}.", span(life)))
        }
        Some(life @ 1..) => Check::bad(
            "lifetime",
            format!("It lives for {}, and Google accepts an hour.", span(life)),
            "Set exp to at most 3600 seconds after iat.",
        ),
        _ => Check::bad(
            "lifetime",
            "It expires before it was issued.",
            "Set exp to at most 3600 seconds after iat.",
        ),
    }
}

fn expires(exp: Option<&str>, now: u64) -> Check {
    let Some(exp) = exp else {
        let remedy = "Set exp to at most 3600 seconds after iat.";
        return Check::bad("exp", "There is no exp claim.", remedy);
    };
    let Some(exp) = seconds(exp) else {
        let remedy = "Set exp to a whole number of seconds since 1970.";
        return Check::bad("exp", "The exp claim is no number of seconds.", remedy);
    };
    match exp.checked_sub(now) {
        Some(left @ 1..) => Check::good("exp", format!("It expires in {}.", span(left))),
        _ => Check::bad(
            "exp",
            format!("It expired {} ago.", span(now.saturating_sub(exp))),
            "Make a new one. If it was made just now, set the clock right.",
        ),
    }
}

/// In seconds this would be after the year 5000.
const fn is_millis(time: u64) -> bool {
    time > 100_000_000_000
}

/// In the largest unit of which there are two.
fn span(seconds: u64) -> String {
    match seconds {
        1 => "1 second".into(),
        0..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
