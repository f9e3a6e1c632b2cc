//! Which pages may read answers: origins as a browser writes them, so that equal text is enough.

use super::place::Place;
use super::problem::{PolicyProblem, Unique};
use crate::proto::endpoint::is_loopback;
use crate::proto::user::is_label;

pub(super) fn check(place: Place) -> Result<Vec<String>, PolicyProblem> {
    let origins = place.fields(&["origins"])?.need("origins")?;
    origins.texts_once(&mut Unique::default(), parse)
}

fn parse(text: &str) -> Result<String, String> {
    match is_origin(text) {
        true => Ok(text.to_owned()),
        false => Err(
            "should be https://host, or http:// with a loopback host, in lower case; a port where \
             it is not the usual one; nothing behind it"
                .into(),
        ),
    }
}

fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host_fits = match scheme {
        "https" => host.split('.').all(is_label) || host == "[::1]",
        "http" => is_loopback(host),
        _ => false,
    };
    let usual = if scheme == "https" { "443" } else { "80" };
    // A browser leaves out the usual port and leading zeros.
    let port_fits = |port: &str| {
        port.parse::<u16>()
            .is_ok_and(|n| n.to_string() == port && n > 0)
            && port != usual
    };
    host_fits && !text.bytes().any(|b| b.is_ascii_uppercase()) && port.is_none_or(port_fits)
}
