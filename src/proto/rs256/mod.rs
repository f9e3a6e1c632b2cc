//! RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3; RFC 8017, section 8.2).

mod emsa;
pub mod kernel;
#[cfg(feature = "portable")]
pub mod portable;

use super::error::Error;
use super::key::{KeyError, KeyProblem};
use core::fmt;
use kernel::FastKey;
use pkcs1::RsaPrivateKeyRef;
#[cfg(feature = "portable")]
use portable::PortableKey;
use rand_core::TryCryptoRng;

/// The modulus sizes that sign, in bits.
pub const MODULUS_BITS: core::ops::RangeInclusive<usize> = 2048..=4096;

/// A private RSA key that makes RS256 signatures. Its `Debug` is redacted and it has no `Clone`.
///
/// In WebAssembly with relaxed SIMD the project's own kernel signs, elsewhere the `rsa` crate. Both
/// wipe what they hold when dropped, but for copies that the crate makes while it prepares a key.
pub struct SigningKey(Implementation);

enum Implementation {
    Fast(Box<FastKey>),
    #[cfg(feature = "portable")]
    Portable(Box<PortableKey>),
}

impl SigningKey {
    /// Checks the components and gets ready to sign.
    ///
    /// # Errors
    /// [`Error::InvalidKey`]; [`Error::SignerUnsupported`] where this build holds no implementation
    /// that the engine can run.
    pub(crate) fn new(components: &RsaPrivateKeyRef<'_>) -> Result<Self, Error> {
        check_shape(components)
            .and_then(|()| Implementation::choose(components))
            .map_err(|problem| Error::InvalidKey(KeyError::private_key(problem)))?
            .map(Self)
            .ok_or(Error::SignerUnsupported {
                signer: "relaxed-simd",
            })
    }

    /// Signs `message`. The signature does not depend on `rng`, which only blinds the private-key
    /// operation, and it has been verified with the public key.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`] where `rng` fails, [`Error::SignerFault`] where the signature
    /// does not verify, twice.
    pub fn sign(&self, message: &[u8], rng: &mut impl TryCryptoRng) -> Result<Vec<u8>, Error> {
        match self.attempt(message, rng) {
            // Once more, with fresh blinding: a passing fault of the machine costs no signature.
            Err(Error::SignerFault) => self.attempt(message, rng),
            outcome => outcome,
        }
    }

    fn attempt(&self, message: &[u8], rng: &mut impl TryCryptoRng) -> Result<Vec<u8>, Error> {
        match &self.0 {
            Implementation::Fast(key) => {
                key.private_operation(&emsa::encode_sha256(message, key.modulus_len()), rng)
            }
            #[cfg(feature = "portable")]
            Implementation::Portable(key) => {
                key.private_operation(&emsa::encode_sha256(message, key.modulus_len()), rng)
            }
        }
    }

    /// Which implementation signs: `relaxed-simd` or `rsa-crate`.
    pub const fn name(&self) -> &'static str {
        match &self.0 {
            Implementation::Fast(_) => "relaxed-simd",
            #[cfg(feature = "portable")]
            Implementation::Portable(_) => "rsa-crate",
        }
    }
}

impl Implementation {
    /// `None` where this build holds none that the engine can run.
    fn choose(components: &RsaPrivateKeyRef<'_>) -> Result<Option<Self>, KeyProblem> {
        let vectors = cfg!(all(target_arch = "wasm32", target_feature = "relaxed-simd"));
        if vectors && FastKey::is_supported() {
            return FastKey::new(components).map(|key| Some(Self::Fast(Box::new(key))));
        }
        #[cfg(feature = "portable")]
        return PortableKey::new(components).map(|key| Some(Self::Portable(Box::new(key))));
        #[cfg(not(feature = "portable"))]
        Ok(None)
    }
}

/// Whether the modulus has a size that signs, and the exponent is the usual one.
pub(crate) fn check_shape(components: &RsaPrivateKeyRef<'_>) -> Result<(), KeyProblem> {
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
    Ok(())
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
