//! Points in time, given in from outside: nothing in the core reads a clock.

use super::text::split_once;
use core::ops::{Add, Sub};
use core::time::Duration;

/// A point in time as the span since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixTime(Duration);

impl UnixTime {
    /// From whole seconds, the unit of `iat` and `exp` (RFC 7519, NumericDate).
    pub const fn from_secs(secs: u64) -> Self {
        Self(Duration::from_secs(secs))
    }

    /// From milliseconds, the unit of JavaScript's `Date`.
    pub const fn from_millis(millis: u64) -> Self {
        Self(Duration::from_millis(millis))
    }

    /// From a double, as JavaScript's `Date` has one: what is no time that it can hold becomes the
    /// nearest that is, and what is no number 1970.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a double saturates, and makes NaN 0"
    )]
    pub const fn from_date(millis: f64) -> Self {
        let millis = millis as u64;
        Self::from_millis(if millis < LAST_DATE {
            millis
        } else {
            LAST_DATE
        })
    }

    /// From an HTTP date as servers send it (RFC 9110, section 5.6.7), such as
    /// `Sun, 06 Nov 1994 08:49:37 GMT`; the two obsolete forms are not read, nor years before 1970.
    #[allow(
        clippy::arithmetic_side_effects,
        reason = "each number is in its range, of which the years from 1970 to 9999 are the widest"
    )]
    pub fn from_http_date(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let _weekday = words.next()?;
        let day: u64 = in_range(words.next()?, 1, 31)?;
        let month = words.next()?;
        let month = MONTHS.iter().position(|(name, _)| *name == month)?;
        let year = in_range(words.next()?, 1970, 9999)?;
        let mut clock = words.next()?.split(':');
        let hour = in_range(clock.next()?, 0, 23)?;
        let minute = in_range(clock.next()?, 0, 59)?;
        let second = in_range(clock.next()?, 0, 60)?;
        if (words.next(), words.next(), clock.next()) != (Some("GMT"), None, None) {
            return None;
        }
        // Of the Gregorian calendar; before 1970 there were 477 leap days.
        let leap_days = |year: u64| year / 4 - year / 100 + year / 400;
        let leap_year = leap_days(year) - leap_days(year - 1);
        let (_, before) = MONTHS.get(month)?;
        let days = 365 * (year - 1970) + leap_days(year - 1) - 477 + before + day - 1;
        let days = days + if month > 1 { leap_year } else { 0 };
        Some(Self::from_secs(
            ((days * 24 + hour) * 60 + minute) * 60 + second,
        ))
    }

    /// Whole seconds, rounded down.
    pub const fn as_secs(self) -> u64 {
        self.0.as_secs()
    }

    /// Whole milliseconds, rounded down; saturates in the year 584,556,019.
    pub fn as_millis(self) -> u64 {
        u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX)
    }

    /// As JavaScript's `Date` takes it, which ends in the year 275760.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a double holds each millisecond up to the last date exactly"
    )]
    pub fn to_date(self) -> f64 {
        self.as_millis().min(LAST_DATE) as f64
    }

    /// Whether it is less than `span` after `then`. A clock that was set back has forgotten what was.
    pub fn is_within(self, span: Duration, then: Self) -> bool {
        then <= self && self.since(then) < span
    }

    /// How long after `earlier` this is; zero where it is not later at all.
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

/// The last millisecond that JavaScript's `Date` holds (ECMA-262, section 21.4.1.1).
const LAST_DATE: u64 = 8_640_000_000_000_000;

/// Whole seconds in decimal, as headers and JSON have them: fractions are dropped, and what 64 bits
/// do not hold is the most that they do. `None` where it is anything else.
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = split_once(text, ".").unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then(|| whole.parse().unwrap_or(u64::MAX))
}

/// Each month, and how many days of a year without a leap day are before it.
const MONTHS: [(&str, u64); 12] = [
    ("Jan", 0),
    ("Feb", 31),
    ("Mar", 59),
    ("Apr", 90),
    ("May", 120),
    ("Jun", 151),
    ("Jul", 181),
    ("Aug", 212),
    ("Sep", 243),
    ("Oct", 273),
    ("Nov", 304),
    ("Dec", 334),
];

fn in_range(digits: &str, least: u64, most: u64) -> Option<u64> {
    let number = digits.parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

impl Add<Duration> for UnixTime {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span))
    }
}

impl Sub<Duration> for UnixTime {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(span))
    }
}

/// How far the local clock is off, learnt from the `Date` header of the token endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockSkew {
    millis: i64,
}

impl ClockSkew {
    /// The correction that turns the `local` reading into the `remote` one.
    pub fn between(local: UnixTime, remote: UnixTime) -> Self {
        let [remote, local] = [remote, local].map(|time| i128::from(time.as_millis()));
        let millis = remote.saturating_sub(local);
        Self {
            millis: i64::try_from(millis).unwrap_or(0),
        }
    }

    /// The local time as the other side would read it.
    pub fn correct(self, local: UnixTime) -> UnixTime {
        let span = Duration::from_millis(self.millis.unsigned_abs());
        if self.millis >= 0 {
            local + span
        } else {
            local - span
        }
    }

    /// How far off, whichever way.
    pub fn magnitude(self) -> Duration {
        Duration::from_millis(self.millis.unsigned_abs())
    }
}

/// Whole milliseconds, as timers have them: the most where it would be more.
pub fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_http_dates() {
        let read = UnixTime::from_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(read, Some(UnixTime::from_secs(784_111_777)));
        for (text, secs) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Fri, 15 Jan 2027 08:00:00 GMT", 1_800_000_000),
            ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
            (" Fri, 31 Dec 9999 23:59:59 GMT\n", 253_402_300_799),
        ] {
            let read = UnixTime::from_http_date(text);
            assert_eq!(read, Some(UnixTime::from_secs(secs)), "{text}");
        }
        for text in [
            "yesterday",
            "Sun, 06 Nov 1804 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 08:49:37 GMT x",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        ] {
            assert_eq!(UnixTime::from_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn reads_seconds_of_any_size() {
        for (text, expected) in [
            ("0", Some(0)),
            ("3599", Some(3_599)),
            ("3599.999", Some(3_599)),
            ("2147483648", Some(1 << 31)),
            ("9007199254740993", Some((1 << 53) + 1)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", Some(u64::MAX)),
            ("-1", None),
            ("+1", None),
            ("1e400", None),
            ("NaN", None),
            ("1.", None),
            (".5", None),
            ("1.-5", None),
            ("", None),
            ("٣", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
        assert_eq!(seconds(&"9".repeat(100_000)), Some(u64::MAX));
    }

    #[test]
    fn a_double_becomes_a_time_that_a_date_can_hold() {
        let last = 8_640_000_000_000_000;
        for (millis, expected) in [
            (0.0, 0),
            (1_790_000_000_123.9, 1_790_000_000_123),
            (9_007_199_254_740_992.0, last),
            (8.64e15, last),
            (1e300, last),
            (f64::INFINITY, last),
            (f64::NAN, 0),
            (-1.0, 0),
            (f64::NEG_INFINITY, 0),
        ] {
            let time = UnixTime::from_date(millis);
            assert_eq!(time, UnixTime::from_millis(expected), "{millis}");
            assert_eq!(UnixTime::from_date(time.to_date()), time, "{millis}");
        }
        assert_eq!(UnixTime::from_secs(u64::MAX).to_date(), 8.64e15);
    }

    #[test]
    fn skew_corrects_both_ways() {
        let (early, late) = (UnixTime::from_secs(1_000), UnixTime::from_secs(4_600));
        assert_eq!(ClockSkew::between(early, late).correct(early), late);
        assert_eq!(ClockSkew::between(late, early).correct(late), early);
        assert_eq!(
            ClockSkew::between(late, early).magnitude(),
            Duration::from_secs(3_600)
        );
        let ends = [UnixTime::from_secs(0), UnixTime::from_secs(u64::MAX)];
        for local in ends {
            for remote in ends {
                // Any answer will do that is one.
                let _ = ClockSkew::between(local, remote).correct(local);
            }
        }
    }
}
