//! RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3; RFC 8017, section 8.2).

mod emsa;
pub mod kernel;
#[cfg(feature = "portable")]
pub mod portable;
mod shape;

pub use shape::MODULUS_BITS;
pub(crate) use shape::check_shape;

use super::key::{KeyProblem, RsaNumbers};
use super::signer::{SignerError, SignerName};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use kernel::FastKey;
pub use kernel::PublicKey;
#[cfg(feature = "portable")]
use portable::PortableKey;
use rand_core::TryCryptoRng;
use shape::bit_length;

/// A private RSA key that makes RS256 signatures. Its `Debug` is redacted and it has no `Clone`.
///
/// In WebAssembly with relaxed SIMD the project's own kernel signs, elsewhere the `rsa` crate. Both
/// wipe what they hold when dropped, but for copies that the crate makes while it prepares a key.
pub struct SigningKey(Implementation);

enum Implementation {
    Fast {
        key: Box<FastKey>,
        /// For the `rsa` crate, where a result of the kernel did not verify.
        #[cfg(feature = "portable")]
        pkcs1: zeroize::Zeroizing<Vec<u8>>,
    },
    #[cfg(feature = "portable")]
    Portable(Box<PortableKey>),
}

/// A signature that has been verified.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    /// Big-endian, of the modulus's length.
    pub bytes: Vec<u8>,
    /// Whether it is the second attempt, because the first did not verify: the machine, or its
    /// memory, is not to be trusted.
    pub after_fault: bool,
}

impl SigningKey {
    /// Checks the numbers of a key in PKCS#1 and gets ready to sign.
    ///
    /// # Errors
    /// [`SignerError::Key`]; [`SignerError::Unsupported`] where this build holds no implementation
    /// that the engine can run.
    pub(crate) fn new(pkcs1: &[u8]) -> Result<Self, SignerError> {
        let numbers = RsaNumbers::from_pkcs1(pkcs1)?;
        check_shape(&numbers)?;
        let vectors = cfg!(all(target_arch = "wasm32", target_feature = "relaxed-simd"));
        if vectors && FastKey::is_supported() {
            return Ok(Self(Implementation::Fast {
                key: Box::new(FastKey::new(&numbers)?),
                #[cfg(feature = "portable")]
                pkcs1: pkcs1.to_vec().into(),
            }));
        }
        Self::portable(&numbers)
    }

    #[cfg(feature = "portable")]
    fn portable(numbers: &RsaNumbers<'_>) -> Result<Self, SignerError> {
        let key = PortableKey::new(numbers)?;
        Ok(Self(Implementation::Portable(Box::new(key))))
    }

    #[cfg(not(feature = "portable"))]
    const fn portable(_: &RsaNumbers<'_>) -> Result<Self, SignerError> {
        let signer = SignerName::RelaxedSimd;
        Err(SignerError::Unsupported { signer })
    }

    /// Signs `message`. The signature does not depend on `rng`, which only blinds the private-key
    /// operation, and it has been verified with the public key.
    ///
    /// # Errors
    /// [`SignerError::EntropyUnavailable`] where `rng` fails; where the signature does not verify, twice,
    /// [`SignerError::Key`] if the key has a composite "prime", or else [`SignerError::Fault`].
    pub fn sign(
        &self,
        message: &[u8],
        rng: &mut impl TryCryptoRng,
    ) -> Result<Signature, SignerError> {
        let encoded = emsa::encode_sha256(message, self.modulus_len());
        match self.attempt(&encoded, rng) {
            Err(SignerError::Fault) => Ok(Signature {
                bytes: self
                    .second_attempt(&encoded, rng)
                    .map_err(|error| self.blame(error))?,
                after_fault: true,
            }),
            outcome => Ok(Signature {
                bytes: outcome?,
                after_fault: false,
            }),
        }
    }

    fn attempt(&self, encoded: &[u8], rng: &mut impl TryCryptoRng) -> Result<Vec<u8>, SignerError> {
        match &self.0 {
            Implementation::Fast { key, .. } => key.private_operation(encoded, rng),
            #[cfg(feature = "portable")]
            Implementation::Portable(key) => key.private_operation(encoded, rng),
        }
    }

    /// With fresh blinding, and by other code than the first where the build holds it: a passing
    /// fault of the machine costs no signature.
    fn second_attempt(
        &self,
        encoded: &[u8],
        rng: &mut impl TryCryptoRng,
    ) -> Result<Vec<u8>, SignerError> {
        #[cfg(feature = "portable")]
        if let Implementation::Fast { pkcs1, .. } = &self.0 {
            let numbers = RsaNumbers::from_pkcs1(pkcs1)?;
            let other = Self::portable(&numbers)?;
            return other.attempt(encoded, rng);
        }
        self.attempt(encoded, rng)
    }

    /// Two results that do not verify are the key's fault where it has a composite "prime". This is
    /// not asked when the key is read, because it takes longer than a signature.
    fn blame(&self, error: SignerError) -> SignerError {
        let composite = || match &self.0 {
            Implementation::Fast { key, .. } => key.is_composite(),
            #[cfg(feature = "portable")]
            Implementation::Portable(key) => key.is_composite(),
        };
        if error == SignerError::Fault && composite() {
            return KeyProblem::Composite.into();
        }
        error
    }

    fn modulus_len(&self) -> usize {
        match &self.0 {
            Implementation::Fast { key, .. } => key.modulus_len(),
            #[cfg(feature = "portable")]
            Implementation::Portable(key) => key.modulus_len(),
        }
    }

    /// Which implementation signs.
    pub const fn name(&self) -> SignerName {
        match &self.0 {
            Implementation::Fast { .. } => SignerName::RelaxedSimd,
            #[cfg(feature = "portable")]
            Implementation::Portable(_) => SignerName::RsaCrate,
        }
    }
}

/// Whether the numbers are a key that signs, its primes included, and how many bits it has. Nothing
/// gets ready to sign.
pub(crate) fn check_numbers(numbers: &RsaNumbers<'_>) -> Result<usize, KeyProblem> {
    check_shape(numbers)?;
    kernel::check_numbers(numbers)?;
    if [numbers.prime1, numbers.prime2]
        .into_iter()
        .any(kernel::is_composite)
    {
        return Err(KeyProblem::Composite);
    }
    Ok(bit_length(numbers.modulus))
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}
