/// What a request asked for: its path and query as they were sent, without the first slash.
///
/// The platform makes `url` of the Host and the target, one behind the other. A Host that says by
/// itself where a path begins would thus choose the route: it leads nowhere.
pub fn request_target<'a>(url: &'a str, host: &str) -> &'a str {
    if host.contains(['/', '\\', '?', '#', '@']) {
        return "";
    }
    let target = url.splitn(4, '/').nth(3).unwrap_or_default();
    target.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::request_target;

    #[test]
    fn a_host_chooses_no_route() {
        for (url, host, target) in [
            (
                "https://mint.example/v1/token?a#b",
                "mint.example",
                "v1/token?a",
            ),
            ("https://mint.example//x", "mint.example", "/x"),
            ("https://mint.example", "mint.example", ""),
            ("https://a/v1/token?/healthz", "a/v1/token?", ""),
            ("https://a@b/v1/token", "a@b", ""),
            (r"https://a\v1/token", r"a\v1", ""),
            ("not a url", "", ""),
        ] {
            assert_eq!(request_target(url, host), target, "{url}");
        }
    }
}
