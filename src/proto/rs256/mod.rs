//! RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3; RFC 8017, section 8.2).

mod emsa;
pub mod kernel;
#[cfg(feature = "portable")]
pub mod portable;

use super::error::Error;
use super::key::{KeyError, KeyProblem, RsaNumbers};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use kernel::FastKey;
pub use kernel::PublicKey;
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
    /// [`Error::InvalidKey`]; [`Error::SignerUnsupported`] where this build holds no implementation
    /// that the engine can run.
    pub(crate) fn new(pkcs1: &[u8]) -> Result<Self, Error> {
        let numbers = RsaNumbers::from_pkcs1(pkcs1).map_err(Error::InvalidKey)?;
        check_shape(&numbers).map_err(refused)?;
        let vectors = cfg!(all(target_arch = "wasm32", target_feature = "relaxed-simd"));
        if vectors && FastKey::is_supported() {
            return Ok(Self(Implementation::Fast {
                key: Box::new(FastKey::new(&numbers).map_err(refused)?),
                #[cfg(feature = "portable")]
                pkcs1: pkcs1.to_vec().into(),
            }));
        }
        Self::portable(&numbers)
    }

    #[cfg(feature = "portable")]
    fn portable(numbers: &RsaNumbers<'_>) -> Result<Self, Error> {
        let key = PortableKey::new(numbers).map_err(refused)?;
        Ok(Self(Implementation::Portable(Box::new(key))))
    }

    #[cfg(not(feature = "portable"))]
    const fn portable(_: &RsaNumbers<'_>) -> Result<Self, Error> {
        let signer = "relaxed-simd";
        Err(Error::SignerUnsupported { signer })
    }

    /// Signs `message`. The signature does not depend on `rng`, which only blinds the private-key
    /// operation, and it has been verified with the public key.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`] where `rng` fails; where the signature does not verify, twice,
    /// [`Error::InvalidKey`] if the key has a composite "prime", or else [`Error::SignerFault`].
    pub fn sign(&self, message: &[u8], rng: &mut impl TryCryptoRng) -> Result<Signature, Error> {
        let encoded = emsa::encode_sha256(message, self.modulus_len());
        match self.attempt(&encoded, rng) {
            Err(Error::SignerFault) => Ok(Signature {
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

    fn attempt(&self, encoded: &[u8], rng: &mut impl TryCryptoRng) -> Result<Vec<u8>, Error> {
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
    ) -> Result<Vec<u8>, Error> {
        #[cfg(feature = "portable")]
        if let Implementation::Fast { pkcs1, .. } = &self.0 {
            let numbers = RsaNumbers::from_pkcs1(pkcs1).map_err(Error::InvalidKey)?;
            let other = Self::portable(&numbers)?;
            return other.attempt(encoded, rng);
        }
        self.attempt(encoded, rng)
    }

    /// Two results that do not verify are the key's fault where it has a composite "prime". This is
    /// not asked when the key is read, because it takes longer than a signature.
    fn blame(&self, error: Error) -> Error {
        let composite = || match &self.0 {
            Implementation::Fast { key, .. } => key.is_composite(),
            #[cfg(feature = "portable")]
            Implementation::Portable(key) => key.is_composite(),
        };
        if error == Error::SignerFault && composite() {
            return refused(KeyProblem::Composite);
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

    /// Which implementation signs: `relaxed-simd` or `rsa-crate`.
    pub const fn name(&self) -> &'static str {
        match &self.0 {
            Implementation::Fast { .. } => "relaxed-simd",
            #[cfg(feature = "portable")]
            Implementation::Portable(_) => "rsa-crate",
        }
    }
}

fn refused(problem: KeyProblem) -> Error {
    Error::InvalidKey(KeyError::private_key(problem))
}

/// Whether the modulus has a size that signs, the primes have half of it each, and the exponent is
/// the usual one.
pub(crate) fn check_shape(numbers: &RsaNumbers<'_>) -> Result<(), KeyProblem> {
    let bits = bit_length(numbers.modulus);
    if bits < *MODULUS_BITS.start() {
        return Err(KeyProblem::TooSmall { bits });
    }
    if bits > *MODULUS_BITS.end() {
        return Err(KeyProblem::TooLarge);
    }
    if numbers.public_exponent != [1, 0, 1] {
        return Err(KeyProblem::Exponent);
    }
    check_balance(numbers)
}

/// Whether neither prime is longer than half of the modulus: the `rsa` crate takes no other key, and
/// no other is made (FIPS 186-5, appendix A.1.1).
fn check_balance(numbers: &RsaNumbers<'_>) -> Result<(), KeyProblem> {
    let half = bit_length(numbers.modulus).div_ceil(2);
    let longer = bit_length(numbers.prime1).max(bit_length(numbers.prime2));
    if longer > half {
        return Err(KeyProblem::UnbalancedPrimes);
    }
    Ok(())
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

/// Significant bits of a big-endian number without leading zero bytes. The modulus is public.
fn bit_length(bytes: &[u8]) -> usize {
    let Some(first) = bytes.first() else { return 0 };
    let blank = usize::try_from(first.leading_zeros()).unwrap_or_default();
    bytes.len().saturating_mul(8).saturating_sub(blank)
}
