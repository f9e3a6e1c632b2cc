//! The private-key operation by the `rsa` crate: every platform, every engine.
//!
//! Base, exponents and moduli are blinded with the randomness given in, the arithmetic is meant to
//! be constant-time, and each result is checked with the public exponent before it is handed out:
//! one faulty CRT result gives the key away. RUSTSEC-2023-0071 concerns decryption padding, and
//! nothing here decrypts.

use super::shape::bit_length;
use crate::proto::key::{KeyProblem, RsaNumbers};
use crate::proto::signer::SignerError;
use alloc::vec;
use alloc::vec::Vec;
use rand_core::TryCryptoRng;
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BoxedUint, PrivateKey};
use zeroize::Zeroizing;

/// A private key for the raw operation. Signing goes through
/// [`SigningKey`](super::SigningKey), which also refuses sizes that this one takes.
pub struct PortableKey {
    key: PrivateKey,
}

impl PortableKey {
    /// Checks that the numbers belong together. Whether p and q are prime is not asked: what is not
    /// shows in the check after each operation.
    ///
    /// # Errors
    /// The equation that does not hold.
    pub fn new(numbers: &RsaNumbers<'_>) -> Result<Self, KeyProblem> {
        super::kernel::check_numbers(numbers)?;
        let bits = bit_length(numbers.modulus);
        let bits = u32::try_from(bits).map_err(|_| KeyProblem::TooLarge)?;
        let number = |bytes: &[u8]| {
            BoxedUint::from_be_slice(bytes, bits.next_multiple_of(64)).map_err(|_| REFUSED)
        };
        // The crate computes the CRT values from d, and the check found the same.
        let key = PrivateKey::from_components(
            number(numbers.modulus)?,
            BoxedUint::from_be_slice_vartime(numbers.public_exponent),
            number(numbers.private_exponent)?,
            vec![number(numbers.prime1)?, number(numbers.prime2)?],
        );
        Ok(Self {
            key: key.map_err(|_| REFUSED)?,
        })
    }

    /// Whether p or q is no prime: then no signature can be expected to verify.
    pub(super) fn is_composite(&self) -> bool {
        let primes = self.key.primes().iter();
        let mut primes = primes.map(|prime| Zeroizing::new(prime.to_be_bytes()));
        primes.any(|prime| super::kernel::is_composite(&prime))
    }

    /// The modulus's length in bytes.
    pub fn modulus_len(&self) -> usize {
        self.key.size()
    }

    /// RSASP1 (RFC 8017, section 5.2.1) on a big-endian representative smaller than the modulus,
    /// blinded and checked; the result has the modulus's length.
    ///
    /// # Errors
    /// [`SignerError::EntropyUnavailable`] where `rng` fails; [`SignerError::Fault`] where the result
    /// does not verify or the representative is not smaller than the modulus.
    pub fn private_operation(
        &self,
        representative: &[u8],
        rng: &mut impl TryCryptoRng,
    ) -> Result<Vec<u8>, SignerError> {
        let precision = self.key.n_bits_precision();
        let number =
            BoxedUint::from_be_slice(representative, precision).map_err(|_| SignerError::Fault)?;
        let result = rsa_decrypt_and_check(&self.key, Some(rng), &number).map_err(|e| match e {
            rsa::Error::Rng => SignerError::EntropyUnavailable,
            _ => SignerError::Fault,
        })?;
        let bytes = result.to_be_bytes();
        let skip = bytes.len().saturating_sub(self.modulus_len());
        Ok(bytes.get(skip..).unwrap_or_default().to_vec())
    }
}

/// What the crate refuses beyond the check.
const REFUSED: KeyProblem = KeyProblem::Inconsistent {
    equation: "p and q are odd and differ, e > 2 and p * q = n",
};
