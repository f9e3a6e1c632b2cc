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
        assert_eq!(passed["cache-control"], "no-store", "{name}");
        assert_eq!(passed["x-content-type-options"], "nosniff");
        assert_eq!(
            names(&passed),
            ["cache-control", "etag", "x-content-type-options"],
            "{name}"
        );
    }
}
