//! The proxy's targets and headers, from the tables in `tests/hostile`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use edgemint::server::{API_HOSTS, Upstream, request_headers, response_headers};
use http::{HeaderMap, HeaderName};
use serde_json::Value;

const HOSTILE: &str = include_str!("hostile/targets.json");
const HONEST: &str = include_str!("hostile/honest-targets.json");

fn rows(table: &str) -> Vec<Value> {
    serde_json::from_str(table).unwrap()
}

#[test]
fn every_hostile_target_is_refused_for_its_reason() {
    let rows = rows(HOSTILE);
    assert!(rows.len() > 100);
    let mut wrong = Vec::new();
    for row in &rows {
        let target = row["target"].as_str().unwrap();
        let found = match Upstream::from_target(target) {
            Ok(upstream) => upstream.path_and_query(),
            Err(problem) => problem.as_str().to_owned(),
        };
        if row["refused"] != found {
            wrong.push(format!("{row} gave {found}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_honest_target_gets_through_and_leads_where_it_says() {
    for row in rows(HONEST) {
        let upstream = Upstream::from_target(row["target"].as_str().unwrap()).unwrap();
        assert_eq!(upstream.host(), row["host"]);
        assert_eq!(upstream.path(), row["path"]);
        assert_eq!(upstream.path_and_query(), row["path_and_query"]);
    }
}

#[test]
fn what_is_sent_reads_as_itself_again() {
    for row in rows(HONEST) {
        let upstream = Upstream::from_target(row["target"].as_str().unwrap()).unwrap();
        let again = format!("/proxy/{}{}", upstream.host(), upstream.path_and_query());
        assert_eq!(Upstream::from_target(&again), Ok(upstream));
    }
}

/// What the most obliging server might take the path for: decoded until nothing is left to decode,
/// backslashes as slashes, names up to the semicolon.
fn read_obligingly(path: &str) -> Vec<String> {
    let mut bytes = path.as_bytes().to_vec();
    while let Some(at) = bytes.windows(3).position(|three| {
        three[0] == b'%' && three[1].is_ascii_hexdigit() && three[2].is_ascii_hexdigit()
    }) {
        let digits = core::str::from_utf8(&bytes[at + 1..at + 3]).unwrap();
        let byte = u8::from_str_radix(digits, 16).unwrap();
        bytes.splice(at..at + 3, [byte]);
    }
    let text = String::from_utf8(bytes).unwrap().replace('\\', "/");
    let name = |segment: &str| segment.split(';').next().unwrap().to_owned();
    text.split('/').skip(1).map(name).collect()
}

#[test]
fn no_spelling_of_seven_characters_leads_elsewhere() {
    const ALPHABET: &[u8] = b"/.%2e5c;a";
    let mut passed = 0;
    for length in 0..=6 {
        for number in 0..ALPHABET.len().pow(length) {
            let digit = |place| number / ALPHABET.len().pow(place) % ALPHABET.len();
            let tail: Vec<u8> = (0..length).map(|place| ALPHABET[digit(place)]).collect();
            let path = format!("/{}", String::from_utf8(tail).unwrap());
            let Ok(upstream) = Upstream::from_target(&format!("/proxy/{}{path}", API_HOSTS[0]))
            else {
                continue;
            };
            passed += 1;
            let names = read_obligingly(upstream.path());
            assert_eq!(names.len(), path.matches('/').count(), "{path}");
            let (_, above) = names.split_last().unwrap();
            assert!(above.iter().all(|name| !name.is_empty()), "{path}");
            assert!(
                !names.iter().any(|name| name == "." || name == ".."),
                "{path}"
            );
        }
    }
    assert!(passed > 10_000);
}

#[test]
fn every_host_of_the_list_is_reached_and_none_longer_than_8_kib() {
    for host in API_HOSTS {
        assert_eq!(
            Upstream::from_target(&format!("/proxy/{host}/v1"))
                .unwrap()
                .host(),
            host
        );
    }
    let long = format!("/proxy/{}/{}", API_HOSTS[0], "x".repeat(8 * 1024));
    assert_eq!(
        Upstream::from_target(&long).unwrap_err().as_str(),
        "too_long"
    );
}

fn headers(list: &[(&str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, value.parse().unwrap());
    }
    headers
}

fn names(headers: &HeaderMap) -> Vec<&str> {
    let mut names: Vec<_> = headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    names
}

#[test]
fn of_a_request_only_what_describes_it_goes_on() {
    let dropped = [
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Host",
        "Origin",
        "Referer",
        "Forwarded",
        "CF-Connecting-IP",
        "CF-Access-Jwt-Assertion",
        "CF-Access-Client-Secret",
        "CF-Ray",
        "X-Edgemint-User",
        "X-Edgemint-Scopes",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Real-IP",
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Goog-Api-Key",
        "X-Goog-User-Project",
        "X-Goog-AuthUser",
        "X-Goog-IAM-Authorization-Token",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Content-Length",
        "Accept-Encoding",
        "Expect",
        "X-Unheard-Of",
    ];
    for name in dropped {
        let passed = request_headers(&headers(&[(name, "x"), ("Accept", "*/*")]));
        assert_eq!(names(&passed), ["accept"], "{name}");
    }
    let kept = headers(&[
        ("accept", "application/json"),
        ("content-type", "message/rfc822"),
        ("if-match", "\"1\""),
        ("if-match", "\"2\""),
        ("x-goog-fieldmask", "names"),
    ]);
    assert_eq!(request_headers(&kept), kept);
}

#[test]
fn what_connection_names_is_for_this_hop_only() {
    let named = headers(&[
        ("connection", "close, If-Match"),
        ("connection", "RANGE"),
        ("if-match", "x"),
        ("range", "bytes=0-1"),
        ("accept", "*/*"),
    ]);
    assert_eq!(names(&request_headers(&named)), ["accept"]);
    let named = headers(&[
        ("connection", "etag"),
        ("etag", "x"),
        ("content-type", "text/plain"),
    ]);
    assert!(!names(&response_headers(&named)).contains(&"etag"));
}

#[test]
fn of_an_answer_nothing_comes_back_that_sets_leads_or_stays() {
    let dropped = [
        "Set-Cookie",
        "Set-Cookie2",
        "Location",
        "Content-Location",
        "Refresh",
        "Alt-Svc",
        "Link",
        "WWW-Authenticate",
        "Proxy-Authenticate",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Upgrade",
        "Trailer",
        "Content-Length",
        "Content-Encoding",
        "Server",
        "Via",
        "Strict-Transport-Security",
        "Access-Control-Allow-Origin",
        "X-GUploader-UploadID",
        "X-Goog-Upload-URL",
        "Authorization",
        "Cache-Control",
        "Expires",
        "Vary",
    ];
    for name in dropped {
        let passed = response_headers(&headers(&[(name, "public"), ("ETag", "1")]));
        assert_eq!(names(&passed), ["etag"], "{name}");
    }
}
