//! RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3; RFC 8017, section 8.2).

mod emsa;
#[cfg(feature = "portable")]
pub mod portable;

use super::error::Error;
use super::key::KeyProblem;
use core::fmt;
use pkcs1::RsaPrivateKeyRef;
use portable::PortableKey;
use rand_core::TryCryptoRng;

/// The modulus sizes that sign, in bits.
pub const MODULUS_BITS: core::ops::RangeInclusive<usize> = 2048..=4096;

/// A private RSA key that makes RS256 signatures. Its `Debug` is redacted and it has no `Clone`. The
/// `rsa` crate wipes the key when it is dropped, but not all that it derived from it.
pub struct SigningKey {
    kernel: PortableKey,
}

impl SigningKey {
    /// Checks the components and gets ready to sign.
    pub(crate) fn new(components: &RsaPrivateKeyRef<'_>) -> Result<Self, KeyProblem> {
        let bits = bit_length(components.modulus.as_bytes());
        if bits < *MODULUS_BITS.start() {
            return Err(KeyProblem::TooSmall { bits });
        }
        if bits > *MODULUS_BITS.end() {
            return Err(KeyProblem::TooLarge);
        }
        if components.public_exponent.as_bytes() != [1, 0, 1] {
            return Err(KeyProblem::Exponent);
        }
        Ok(Self {
            kernel: PortableKey::new(components)?,
        })
    }

    /// Signs `message`. The signature does not depend on `rng`, which only blinds the private-key
    /// operation, and it has been verified with the public key.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`] where `rng` fails, [`Error::SignerFault`] where the signature
    /// does not verify.
    pub fn sign(&self, message: &[u8], rng: &mut impl TryCryptoRng) -> Result<Vec<u8>, Error> {
        let encoded = emsa::encode_sha256(message, self.kernel.modulus_len());
        self.kernel.private_operation(&encoded, rng)
    }

    /// Which implementation signs.
    pub const fn name(&self) -> &'static str {
        "rsa-crate"
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}

/// Significant bits of a big-endian number without leading zero bytes. The modulus is public.
fn bit_length(bytes: &[u8]) -> usize {
    let Some(first) = bytes.first() else { return 0 };
    bytes.len() * 8 - first.leading_zeros() as usize
}
