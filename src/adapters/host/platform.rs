use super::{Answer, Host};
use crate::ports::{Clock, Entropy, Event, Journal, NoResponse, Transport};
use crate::proto::exchange::{CONTENT_TYPE, MAX_RESPONSE_BYTES, TokenRequest, TokenResponse};
use crate::proto::time::{UnixTime, millis};
use core::time::Duration;
use rand_core::TryCryptoRng;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The host's network and clock, and the runtime's own randomness.
#[derive(Clone, Debug)]
pub struct HostPlatform(pub Host);

impl Transport for HostPlatform {
    async fn post(
        &self,
        request: &TokenRequest,
        timeout: Duration,
    ) -> Result<TokenResponse, NoResponse> {
        let (uri, body) = (request.uri.as_str(), request.body.expose());
        let limit = u32::try_from(MAX_RESPONSE_BYTES).unwrap_or(u32::MAX);
        let posting = self.0.post(uri, CONTENT_TYPE, body, limit, millis(timeout));
        let answer = JsFuture::from(posting).await.map_err(|_| NoResponse)?;
        if !answer.is_object() {
            return Err(NoResponse);
        }
        let answer: Answer = answer.unchecked_into();
        Ok(TokenResponse {
            status: answer.status(),
            date: answer.date(),
            retry_after: answer.retry_after(),
            body: answer.body().into(),
        })
    }
}

impl Clock for HostPlatform {
    fn now(&self) -> UnixTime {
        UnixTime::from_date(self.0.now())
    }

    async fn sleep(&self, span: Duration) {
        let _ = JsFuture::from(self.0.sleep(millis(span))).await;
    }
}

impl Entropy for HostPlatform {
    fn rng(&self) -> impl TryCryptoRng {
        // `crypto.getRandomValues` in JavaScript; it throws at a Worker's start-up.
        getrandom::SysRng
    }
}

impl Journal for HostPlatform {
    fn note(&self, event: Event) {
        let Event::SignerFault { signer, recovered } = event;
        self.0.signer_fault(signer.as_str(), recovered);
    }
}
