//! Counters for an operator, in the text format of Prometheus (version 0.0.4).

use super::record::Record;
use core::fmt::Write as _;
use std::collections::BTreeMap;

const REQUESTS: &str = "edgemint_requests_total";
const MILLIS: &str = "edgemint_request_milliseconds_total";

/// What each metric is.
const HELP: [(&str, &str); 2] = [
    (MILLIS, "Time spent on requests, by route."),
    (
        REQUESTS,
        "Requests, by route, outcome and where a token came from.",
    ),
];

/// Sums by series: a metric's name with its labels. Labels have few values, all of our own.
#[derive(Debug, Default)]
pub(super) struct Metrics(BTreeMap<String, f64>);

impl Metrics {
    /// Counts a request that has ended.
    pub(super) fn observe(&mut self, record: &Record) {
        let Record { route, outcome, .. } = record;
        let cache = record.tier().unwrap_or("none");
        self.add(
            format!(r#"{REQUESTS}{{route="{route}",outcome="{outcome}",cache="{cache}"}}"#),
            1.0,
        );
        self.add(
            format!(r#"{MILLIS}{{route="{route}"}}"#),
            f64::from(record.millis),
        );
    }

    fn add(&mut self, series: String, amount: f64) {
        *self.0.entry(series).or_default() += amount;
    }

    /// What was summed up since the last time.
    pub(super) fn take(&mut self) -> Vec<(String, f64)> {
        core::mem::take(&mut self.0).into_iter().collect()
    }
}

/// The text of some sums, whichever instance they come from.
pub(super) fn exposition<'a>(series: impl IntoIterator<Item = (&'a str, f64)>) -> String {
    let mut sums: Vec<_> = series.into_iter().collect();
    sums.sort_by_key(|(series, _)| *series);
    let mut text = String::new();
    for (name, help) in HELP {
        // Writing to a string does not fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter");
        let own = |series: &str| {
            series
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('{'))
        };
        for (series, sum) in sums.iter().filter(|(series, _)| own(series)) {
            let _ = writeln!(text, "{series} {sum}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minter::Source;

    #[test]
    fn requests_are_counted_by_route_outcome_and_tier() {
        let mut metrics = Metrics::default();
        for (millis, source) in [(3, Some(Source::Hit)), (4, Some(Source::Due)), (250, None)] {
            let mut record = Record::new("id".into(), "token");
            record.ended(Ok(200), millis);
            record.source = source;
            metrics.observe(&record);
        }
        let taken = metrics.take();
        let text = exposition(taken.iter().map(|(series, sum)| (series.as_str(), *sum)));
        assert_eq!(
            text,
            "# HELP edgemint_request_milliseconds_total Time spent on requests, by route.\n\
             # TYPE edgemint_request_milliseconds_total counter\n\
             edgemint_request_milliseconds_total{route=\"token\"} 257\n\
             # HELP edgemint_requests_total Requests, by route, outcome and where a token came from.\n\
             # TYPE edgemint_requests_total counter\n\
             edgemint_requests_total{route=\"token\",outcome=\"ok\",cache=\"memory\"} 2\n\
             edgemint_requests_total{route=\"token\",outcome=\"ok\",cache=\"none\"} 1\n"
        );
        assert_eq!(metrics.take().len(), 0);
    }
}
