//! What a policy in KV decides over time: when it is read again, by whom, and what counts meanwhile.

use super::config;
use super::policy::Policy;
use super::rejection::Rejection;
use crate::proto::time::UnixTime;
use core::time::Duration;

/// How long a policy counts before it is looked at again.
const REREAD_AFTER: Duration = Duration::from_secs(60);
/// The same where it lets nobody in: it may have been mended.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A policy from KV that has been read.
#[derive(Debug)]
pub struct PolicyInKv {
    text: String,
    read_at: UnixTime,
    /// Why what has come behind it lets nobody in. The minter stays, and its tokens.
    refused: Option<Rejection>,
}

impl PolicyInKv {
    /// One that counts from now on.
    pub const fn new(text: String, now: UnixTime) -> Self {
        Self {
            text,
            read_at: now,
            refused: None,
        }
    }

    /// Whether whoever asks now is to read it again. Nobody else is, until that has taken too long:
    /// others go on with what is known.
    pub fn is_due(&mut self, now: UnixTime) -> bool {
        let after = match self.refused {
            Some(_) => RETRY_AFTER,
            None => REREAD_AFTER,
        };
        let due = !now.is_within(after, self.read_at);
        if due {
            self.read_at = now;
        }
        due
    }

    /// Goes by what KV has now: a policy where it is another than before. One that is gone or
    /// malformed lets nobody in, until there is one again.
    pub fn follow(&mut self, text: Option<String>) -> Option<Policy> {
        if text.as_ref() == Some(&self.text) {
            self.refused = None;
            return None;
        }
        let kept = text.clone().unwrap_or_default();
        match config::policy(text) {
            Ok(policy) => {
                (self.text, self.refused) = (kept, None);
                Some(policy)
            }
            Err(rejection) => {
                self.refused = Some(rejection);
                None
            }
        }
    }

    /// Why nobody is let in, where nobody is.
    pub const fn refused(&self) -> Option<&Rejection> {
        self.refused.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = r#"{"callers":[{"name":"a","binding":true,"users":["*@example.com"],"scopes":["openid"]}]}"#;

    fn at(secs: u64) -> UnixTime {
        UnixTime::from_secs(secs)
    }

    fn second() -> String {
        FIRST.replace("\"a\"", "\"b\"")
    }

    #[test]
    fn one_asker_reads_it_again_each_minute() {
        let mut policy = PolicyInKv::new(FIRST.into(), at(1_000));
        for (now, due) in [
            (1_000, false),
            (1_059, false),
            (1_060, true),
            (1_060, false),
            (1_119, false),
            (1_120, true),
            // The clock is set back.
            (900, true),
            (959, false),
        ] {
            assert_eq!(policy.is_due(at(now)), due, "{now}");
        }
    }

    #[test]
    fn another_policy_counts_and_the_same_one_changes_nothing() {
        let mut policy = PolicyInKv::new(FIRST.into(), at(0));
        assert!(policy.follow(Some(FIRST.into())).is_none());
        assert!(policy.follow(Some(second())).is_some());
        assert!(policy.follow(Some(second())).is_none());
        assert!(policy.refused().is_none());
    }

    #[test]
    fn one_that_is_gone_or_malformed_lets_nobody_in_until_it_is_mended() {
        for broken in [
            None,
            Some(String::new()),
            Some("{".into()),
            Some("x".repeat(2_000_000)),
        ] {
            let mut policy = PolicyInKv::new(FIRST.into(), at(0));
            assert!(policy.follow(broken).is_none());
            assert!(policy.refused().is_some());
            // Whoever mends it does not wait for a minute; nor is KV asked at each request.
            for (now, due) in [(1, true), (1, false), (2, true)] {
                assert_eq!(policy.is_due(at(now)), due, "{now}");
            }
            assert!(
                policy.follow(Some(FIRST.into())).is_none(),
                "it is the one that counts already"
            );
            assert!(policy.refused().is_none());
            assert!(!policy.is_due(at(3)));
            assert!(policy.follow(None).is_none());
            assert!(policy.follow(Some(second())).is_some());
            assert!(policy.refused().is_none());
        }
    }
}
