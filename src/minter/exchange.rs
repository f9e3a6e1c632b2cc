//! One mint against the token endpoint: the only place that retries.

use super::Minter;
use crate::ports::{NoResponse, Platform, Signer, TokenStore};
use crate::proto::cache::Token;
use crate::proto::diagnose::Facts;
use crate::proto::error::Error;
use crate::proto::exchange::{Asked, TokenRequest, complains_of_time};
use crate::proto::retry::{ATTEMPT_TIMEOUT, DEADLINE, LEAST_ATTEMPT, next_delay};
use crate::proto::time::{ClockSkew, UnixTime};
use crate::proto::wanted::Wanted;
use core::time::Duration;
use rand_core::TryRng;

/// Smaller differences are the network's, not the clock's.
const LEAST_SKEW: Duration = Duration::from_secs(5);

/// How one request ended, and what time it was at the other end.
struct Attempt {
    outcome: Result<Token, Error>,
    remote_time: Option<UnixTime>,
}

impl<P: Platform, S: TokenStore, K: Signer> Minter<P, S, K> {
    /// Signs and exchanges, within [`DEADLINE`]. One assertion serves all attempts; it is signed
    /// anew only where the clock was wrong.
    pub(super) async fn exchange(&self, wanted: Wanted<'_>) -> Result<Token, Error> {
        let facts = wanted.facts(&self.account);
        let started = self.platform.now();
        let mut request = self.request(wanted).await?;
        let left = || DEADLINE.saturating_sub(self.platform.now().since(started));
        let mut clock_corrected = false;
        for attempts in 1.. {
            let attempt = self
                .attempt(&request, attempts, left(), (wanted, &facts))
                .await;
            let error = match attempt.outcome {
                Ok(token) => return Ok(token),
                Err(error) => error,
            };
            if complains_of_time(&error) && !clock_corrected {
                clock_corrected = true;
                if left() >= LEAST_ATTEMPT && self.correct_clock(attempt.remote_time) {
                    request = self.request(wanted).await?;
                    continue;
                }
            }
            match next_delay(&error, attempts, left(), self.random()?) {
                Some(delay) => self.platform.sleep(delay).await,
                None => return Err(error),
            }
        }
        // The attempts are bounded by `next_delay`; counting past u32::MAX cannot happen.
        Err(Error::TokenEndpointUnreachable { attempts: u32::MAX })
    }

    async fn request(&self, wanted: Wanted<'_>) -> Result<TokenRequest, Error> {
        let assertion = self.create_assertion(wanted).await?;
        Ok(TokenRequest::new(self.account.token_uri(), &assertion))
    }

    async fn attempt(
        &self,
        request: &TokenRequest,
        attempts: u32,
        left: Duration,
        (wanted, facts): (Wanted<'_>, &Facts),
    ) -> Attempt {
        let asked = Asked {
            wanted,
            at: self.platform.now(),
            lifetime: self.lifetime,
            facts,
        };
        match self.platform.post(request, ATTEMPT_TIMEOUT.min(left)).await {
            Ok(answer) => Attempt {
                remote_time: answer.date(),
                outcome: answer.into_token(&asked),
            },
            Err(NoResponse) => Attempt {
                remote_time: None,
                outcome: Err(Error::TokenEndpointUnreachable { attempts }),
            },
        }
    }

    /// Takes the endpoint's clock for the right one; says whether that changes anything.
    fn correct_clock(&self, remote: Option<UnixTime>) -> bool {
        let Some(remote) = remote else { return false };
        let off = ClockSkew::between(self.corrected_now(), remote).magnitude();
        if off < LEAST_SKEW {
            return false;
        }
        self.skew
            .set(ClockSkew::between(self.platform.now(), remote));
        true
    }

    fn random(&self) -> Result<u32, Error> {
        self.platform
            .rng()
            .try_next_u32()
            .map_err(|_| Error::EntropyUnavailable)
    }
}
