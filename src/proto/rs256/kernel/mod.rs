//! The private-key operation in WebAssembly's relaxed SIMD: the two exponentiations of the Chinese
//! remainder theorem side by side in the two lanes of a vector.
//!
//! No branch, index or early end depends on the primes, their exponents or the message. The base
//! is blinded with fresh randomness, and every result is checked with the public exponent, by
//! other code than made it, before it leaves.

mod blinding;
mod columns;
mod digits;
mod key;
mod lanes;
mod power;
mod words;

use crate::proto::error::Error;
use crate::proto::key::KeyProblem;
use key::{Key, Parts};
use pkcs1::RsaPrivateKeyRef;
use rand_core::TryCryptoRng;

/// A private key for the raw operation, of whatever size.
pub struct FastKey {
    sized: Sized,
    modulus_len: usize,
}

/// By the digits of a prime; about 2048, 3072 and 4096 bits of modulus.
enum Sized {
    Small(Box<Key<21>>),
    Medium(Box<Key<31>>),
    Large(Box<Key<41>>),
}

impl FastKey {
    /// Whether this engine's multiply-add is exact, without which there is no kernel.
    pub fn is_supported() -> bool {
        lanes::is_fused()
    }

    /// Checks that the components belong together, and prepares them.
    ///
    /// # Errors
    /// The equation that does not hold.
    pub fn new(components: &RsaPrivateKeyRef<'_>) -> Result<Self, KeyProblem> {
        let parts = Parts::new(components)?;
        let sized = match parts.prime_bits() {
            0..=1032 => Sized::Small(Box::new(Key::new(parts)?)),
            1033..=1552 => Sized::Medium(Box::new(Key::new(parts)?)),
            1553..=2072 => Sized::Large(Box::new(Key::new(parts)?)),
            _ => return Err(KeyProblem::TooLarge),
        };
        Ok(Self {
            sized,
            modulus_len: components.modulus.as_bytes().len(),
        })
    }

    /// The modulus's length in bytes.
    pub fn modulus_len(&self) -> usize {
        self.modulus_len
    }

    /// RSASP1 (RFC 8017, section 5.2.1) on a big-endian representative smaller than the modulus,
    /// blinded and checked; the result has the modulus's length.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`] where `rng` fails; [`Error::SignerFault`] where the result
    /// does not verify or the representative is not smaller than the modulus.
    pub fn private_operation(
        &self,
        representative: &[u8],
        rng: &mut impl TryCryptoRng,
    ) -> Result<Vec<u8>, Error> {
        match &self.sized {
            Sized::Small(key) => key.private_operation(representative, self.modulus_len, rng),
            Sized::Medium(key) => key.private_operation(representative, self.modulus_len, rng),
            Sized::Large(key) => key.private_operation(representative, self.modulus_len, rng),
        }
    }
}

#[cfg(test)]
mod tests;
