//! Which headers pass the proxy: those that are listed, so that a credential or an override that
//! nobody thought of stays out.

use http::header::CONNECTION;
use http::{HeaderMap, HeaderName};

/// Of the caller's request. Lengths, transfer and content codings of answers are the platform's.
const TO_GOOGLE: [&str; 14] = [
    "accept",
    "accept-language",
    "content-encoding",
    "content-language",
    "content-type",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "range",
    "user-agent",
    "x-goog-drive-resource-keys",
    "x-goog-fieldmask",
];

/// Of Google's answer. Not `Location`: a redirect leads away from what was checked, and the address
/// of a resumable upload is a credential in itself.
const TO_CALLER: [&str; 9] = [
    "accept-ranges",
    "content-disposition",
    "content-language",
    "content-range",
    "content-type",
    "etag",
    "last-modified",
    "retry-after",
    "x-goog-hash",
];

/// The headers of a caller's request that go on to Google.
pub fn request_headers(headers: &HeaderMap) -> HeaderMap {
    listed(headers, &TO_GOOGLE)
}

/// The headers of Google's answer that the caller gets. How long it may be kept, and what it may do
/// in a browser, is not for Google to say here.
pub fn response_headers(headers: &HeaderMap) -> HeaderMap {
    listed(headers, &TO_CALLER)
}

fn listed(headers: &HeaderMap, names: &[&str]) -> HeaderMap {
    let passes = |name: &HeaderName| {
        names.contains(&name.as_str()) && !is_named_by_connection(headers, name)
    };
    let mut passed = HeaderMap::new();
    for (name, value) in headers.iter().filter(|(name, _)| passes(name)) {
        passed.append(name, value.clone());
    }
    passed
}

/// Such a header is for the next hop only (RFC 9110, section 7.6.1).
fn is_named_by_connection(headers: &HeaderMap, name: &HeaderName) -> bool {
    let values = headers.get_all(CONNECTION).into_iter();
    let mut options = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    options.any(|option| {
        option
            .trim_ascii()
            .eq_ignore_ascii_case(name.as_str().as_bytes())
    })
}
