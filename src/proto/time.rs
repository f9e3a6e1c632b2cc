//! Points in time, given in from outside: nothing in the core reads a clock.

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

    /// From the `Date` header of an HTTP answer (RFC 9110, section 5.6.7).
    pub fn from_http_date(text: &str) -> Option<Self> {
        let date = httpdate::parse_http_date(text.trim()).ok()?;
        date.duration_since(std::time::UNIX_EPOCH).ok().map(Self)
    }

    /// Whole seconds, rounded down.
    pub const fn as_secs(self) -> u64 {
        self.0.as_secs()
    }

    /// Whole milliseconds, rounded down; saturates in the year 584,556,019.
    pub fn as_millis(self) -> u64 {
        u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX)
    }

    /// How long after `earlier` this is; zero where it is not later at all.
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
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
        let millis = i128::from(remote.as_millis()) - i128::from(local.as_millis());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_http_dates() {
        let read = UnixTime::from_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(read, Some(UnixTime::from_secs(784_111_777)));
        assert_eq!(UnixTime::from_http_date("yesterday"), None);
        assert_eq!(
            UnixTime::from_http_date("Sun, 06 Nov 1804 08:49:37 GMT"),
            None
        );
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
    }
}
