use super::WebPlatform;
use crate::ports::Entropy;
use rand_core::TryCryptoRng;

impl Entropy for WebPlatform {
    fn rng(&self) -> impl TryCryptoRng {
        // `crypto.getRandomValues` in JavaScript; it throws at a Worker's start-up.
        getrandom::SysRng
    }
}
