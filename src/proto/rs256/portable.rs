//! The private-key operation by the `rsa` crate: every platform, every engine.
//!
//! Base, exponents and moduli are blinded with the randomness given in, the arithmetic is meant to
//! be constant-time, and each result is checked with the public exponent before it is handed out:
//! one faulty CRT result gives the key away. RUSTSEC-2023-0071 concerns decryption padding, and
//! nothing here decrypts.

use crate::proto::error::Error;
use crate::proto::key::{KeyProblem, RsaNumbers};
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
    /// Checks that the components belong together. Primality is not tested: a wrong prime shows
    /// in the check after each operation.
    ///
    /// # Errors
    /// The equation that does not hold.
    pub fn new(numbers: &RsaNumbers<'_>) -> Result<Self, KeyProblem> {
        let bits =
            u32::try_from(super::bit_length(numbers.modulus)).map_err(|_| KeyProblem::TooLarge)?;
        let number = |bytes: &[u8]| {
            let inconsistent = KeyProblem::Inconsistent {
                equation: "p * q = n",
            };
            BoxedUint::from_be_slice(bytes, bits.next_multiple_of(64)).map_err(|_| inconsistent)
        };
        let key = PrivateKey::from_components(
            number(numbers.modulus)?,
            BoxedUint::from_be_slice_vartime(numbers.public_exponent),
            number(numbers.private_exponent)?,
            vec![number(numbers.prime1)?, number(numbers.prime2)?],
        )
        .map_err(equation)?;
        check_crt(&key, numbers)?;
        Ok(Self { key })
    }

    /// The modulus's length in bytes.
    pub fn modulus_len(&self) -> usize {
        self.key.size()
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
        let precision = self.key.n_bits_precision();
        let number =
            BoxedUint::from_be_slice(representative, precision).map_err(|_| Error::SignerFault)?;
        let result = rsa_decrypt_and_check(&self.key, Some(rng), &number).map_err(|e| match e {
            rsa::Error::Rng => Error::EntropyUnavailable,
            _ => Error::SignerFault,
        })?;
        let bytes = result.to_be_bytes();
        let skip = bytes.len().saturating_sub(self.modulus_len());
        Ok(bytes.get(skip..).unwrap_or_default().to_vec())
    }
}

/// The `rsa` crate computes the CRT values itself; a file whose own differ was damaged.
fn check_crt(key: &PrivateKey, numbers: &RsaNumbers<'_>) -> Result<(), KeyProblem> {
    let same = |computed: Option<&BoxedUint>, found: &[u8]| {
        computed.is_some_and(|computed| {
            BoxedUint::from_be_slice(found, computed.bits_precision())
                .is_ok_and(|found| *Zeroizing::new(found) == *computed)
        })
    };
    let coefficient = key.crt_coefficient().map(Zeroizing::new);
    let holds = [
        ("dP = d mod (p - 1)", same(key.dp(), numbers.exponent1)),
        ("dQ = d mod (q - 1)", same(key.dq(), numbers.exponent2)),
        (
            "qInv * q = 1 mod p",
            same(coefficient.as_deref(), numbers.coefficient),
        ),
    ];
    match holds.into_iter().find(|(_, holds)| !holds) {
        Some((equation, _)) => Err(KeyProblem::Inconsistent { equation }),
        None => Ok(()),
    }
}

fn equation(error: rsa::Error) -> KeyProblem {
    KeyProblem::Inconsistent {
        equation: match error {
            rsa::Error::InvalidPrime => "p and q differ and have half of the modulus's length each",
            rsa::Error::InvalidExponent => "e * d = 1 mod (p - 1) and mod (q - 1)",
            _ => "p * q = n",
        },
    }
}
