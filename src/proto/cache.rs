//! Which requests share a token, and how long a token is handed out.

use super::key::ServiceAccount;
use super::scope::ScopeSet;
use super::secret::secret_newtype;
use super::time::UnixTime;
use super::wanted::Wanted;
use alloc::boxed::Box;
use alloc::string::ToString;
use core::cmp::Ordering;
use core::fmt;
use core::time::Duration;
use sha2::{Digest, Sha256};

/// A token is never handed out with less life than this.
pub const LEAST_LIFE: Duration = Duration::from_secs(60);
/// Refresh starts this long before expiry, or a tenth of the life, whichever is longer.
const REFRESH_AHEAD: Duration = Duration::from_secs(300);

secret_newtype! {
    /// An OAuth 2.0 access token, or an ID token where that was asked for.
    AccessToken
}

/// A token and when it lived.
#[derive(Debug)]
pub struct Token {
    /// The token.
    pub access_token: AccessToken,
    /// When it was asked for, by the local clock.
    pub obtained_at: UnixTime,
    /// When it expires, by the local clock.
    pub expires_at: UnixTime,
    /// What the token endpoint granted, where it named other scopes than were asked for.
    pub granted: Option<Box<ScopeSet>>,
}

/// What to do with a token that is in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Hand it out.
    Fresh,
    /// Hand it out, and mint the next one behind.
    Due,
    /// Do not hand it out.
    Spent,
}

impl Token {
    /// What it is good for: what was asked for, unless the endpoint said otherwise.
    pub fn scopes<'a>(&'a self, asked: &'a ScopeSet) -> &'a ScopeSet {
        self.granted.as_deref().unwrap_or(asked)
    }

    /// How fresh the token is at `now`.
    pub fn freshness(&self, now: UnixTime) -> Freshness {
        let left = self.expires_at.since(now);
        let life = self.expires_at.since(self.obtained_at);
        // A clock that was set back would make a token look younger than it is.
        if left < LEAST_LIFE || left > life.saturating_add(LEAST_LIFE) {
            return Freshness::Spent;
        }
        // Half the life bounds it, or a short-lived token would be due from its first second.
        if left <= REFRESH_AHEAD.max(part(life, 10)).min(part(life, 2)) {
            return Freshness::Due;
        }
        Freshness::Fresh
    }
}

fn part(life: Duration, parts: u32) -> Duration {
    life.checked_div(parts).unwrap_or_default()
}

/// Identifies a token in a cache: SHA-256 over all that makes one token differ from another.
///
/// Two requests that mean the same have one key; two that differ in issuer, key ID, token
/// endpoint, kind, user, scopes or audience never do.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CacheKey {
    hash: [u8; 32],
    owner: [u8; 32],
}

impl CacheKey {
    /// The key of the token that is wanted.
    pub fn new(account: &ServiceAccount, wanted: Wanted<'_>) -> Self {
        let (kind, purpose) = match wanted {
            Wanted::Access(delegation) => ("access_token", delegation.scopes.to_string()),
            Wanted::Identity(asked) => ("id_token", asked.audience.as_str().to_string()),
        };
        let (issuer, user) = (account.client_email(), wanted.user().unwrap_or_default());
        Self {
            hash: over(&[
                "edgemint.v1",
                kind,
                issuer,
                account.key_id().unwrap_or_default(),
                account.token_uri().as_str(),
                user,
                &purpose,
            ]),
            owner: over(&["edgemint.owner.v1", issuer, user]),
        }
    }

    /// The hash itself. No store has it as a name, as users can be guessed: a
    /// sealing key names the place.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.hash
    }

    /// SHA-256 over the issuer and the user alone, whatever key and scopes: for a store that is
    /// divided by users.
    pub const fn owner(&self) -> &[u8; 32] {
        &self.owner
    }
}

/// Each field goes in behind its length, so that no two lists of fields read the same.
fn over(fields: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for field in fields {
        let len = u64::try_from(field.len()).unwrap_or(u64::MAX);
        hash.update(len.to_be_bytes());
        hash.update(field.as_bytes());
    }
    hash.finalize().into()
}

impl Ord for CacheKey {
    fn cmp(&self, other: &Self) -> Ordering {
        // As slices: arrays are compared by code of their own for every length.
        self.hash.as_slice().cmp(other.hash.as_slice())
    }
}

impl PartialOrd for CacheKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The first bytes in hexadecimal: enough to follow one in a log.
impl fmt::Debug for CacheKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.hash;
        write!(f, "CacheKey({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(life: u64) -> Token {
        Token {
            access_token: AccessToken::new("ya29.canary".into()),
            obtained_at: UnixTime::from_secs(10_000),
            expires_at: UnixTime::from_secs(10_000 + life),
            granted: None,
        }
    }

    #[test]
    fn three_states() {
        use Freshness::*;
        for (life, age, expected) in [
            (3_600, 0, Fresh),
            (3_600, 3_239, Fresh),
            (3_600, 3_240, Due),
            (3_600, 3_540, Due),
            (3_600, 3_541, Spent),
            (3_600, 9_999, Spent),
            (1_000, 699, Fresh),
            (1_000, 700, Due),
            (200, 99, Fresh),
            (200, 100, Due),
            (59, 0, Spent),
        ] {
            let now = UnixTime::from_secs(10_000 + age);
            assert_eq!(
                token(life).freshness(now),
                expected,
                "life {life}, age {age}"
            );
        }
    }

    #[test]
    fn a_clock_set_back_spends_the_token() {
        assert_eq!(
            token(3_600).freshness(UnixTime::from_secs(9_990)),
            Freshness::Fresh
        );
        assert_eq!(
            token(3_600).freshness(UnixTime::from_secs(9_000)),
            Freshness::Spent
        );
    }

    #[test]
    fn debug_of_a_token_is_redacted() {
        assert!(!format!("{:?}", token(3_600)).contains("canary"));
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        assert_ne!(over(&["ab", "c"]), over(&["a", "bc"]));
        assert_ne!(over(&["a", ""]), over(&["a"]));
    }
}
