//! When to try again, and how long to wait before: decided by facts and one random number.

use super::catalogue::Retry;
use super::error::Error;
use core::time::Duration;

/// How long one request to the token endpoint may take.
pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a mint may take in all.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// With less time than this another attempt would only hide what the last one said.
pub const LEAST_ATTEMPT: Duration = Duration::from_secs(1);

const MAX_ATTEMPTS: u32 = 4;
const FIRST_DELAY: Duration = Duration::from_millis(250);

/// How long to wait before the next attempt; `None` where there should not be one.
///
/// `attempts` have failed, the last with `error`; `left` is what remains of the deadline; `random`
/// is any number, fresh for each call. Exponential back-off, each delay between its half and its
/// whole, so that many callers do not come back at once; a `Retry-After` is the least that is
/// waited.
pub fn next_delay(error: &Error, attempts: u32, left: Duration, random: u32) -> Option<Duration> {
    if error.retry() != Retry::Soon || attempts >= MAX_ATTEMPTS {
        return None;
    }
    let whole = FIRST_DELAY.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    let half = whole.checked_div(2)?;
    let jitter = half.saturating_mul(random >> 16).checked_div(0xffff)?;
    let delay = half
        .saturating_add(jitter)
        .max(error.retry_after().unwrap_or_default());
    (delay.saturating_add(LEAST_ATTEMPT) <= left).then_some(delay)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: Error = Error::TokenEndpointFailed {
        status: 500,
        retry_after: None,
    };

    fn limited(secs: u64) -> Error {
        Error::RateLimited {
            retry_after: Some(Duration::from_secs(secs)),
        }
    }

    #[test]
    fn delays_double_between_half_and_whole() {
        for (attempts, least, most) in [(1, 125, 250), (2, 250, 500), (3, 500, 1_000)] {
            let delay = |random| next_delay(&FAILED, attempts, DEADLINE, random);
            assert_eq!(delay(0), Some(Duration::from_millis(least)));
            assert_eq!(delay(u32::MAX), Some(Duration::from_millis(most)));
        }
        assert_eq!(next_delay(&FAILED, 4, DEADLINE, 0), None);
    }

    #[test]
    fn retry_after_is_honoured_within_the_deadline() {
        assert_eq!(
            next_delay(&limited(3), 1, DEADLINE, 0),
            Some(Duration::from_secs(3))
        );
        for secs in [60, u64::MAX - 1, u64::MAX] {
            assert_eq!(next_delay(&limited(secs), 1, DEADLINE, 0), None);
        }
    }

    #[test]
    fn the_last_attempt_has_a_second_at_least() {
        let left = |millis| next_delay(&limited(2), 1, Duration::from_millis(millis), 0);
        assert_eq!(left(3_000), Some(Duration::from_secs(2)));
        assert_eq!(left(2_999), None);
    }

    #[test]
    fn a_refusal_is_final() {
        assert_eq!(next_delay(&Error::SignerFault, 1, DEADLINE, 0), None);
    }
}
