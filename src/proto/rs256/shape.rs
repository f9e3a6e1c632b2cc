//! What a key looks like that signs RS256: sizes and exponent, before any arithmetic.

use crate::proto::key::{KeyProblem, RsaNumbers};

/// The modulus sizes that sign, in bits.
pub const MODULUS_BITS: core::ops::RangeInclusive<usize> = 2048..=4096;

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
pub(super) fn check_balance(numbers: &RsaNumbers<'_>) -> Result<(), KeyProblem> {
    let half = bit_length(numbers.modulus).div_ceil(2);
    let longer = bit_length(numbers.prime1).max(bit_length(numbers.prime2));
    if longer > half {
        return Err(KeyProblem::UnbalancedPrimes);
    }
    Ok(())
}

/// Significant bits of a big-endian number without leading zero bytes. The modulus is public.
pub(super) fn bit_length(bytes: &[u8]) -> usize {
    let Some(first) = bytes.first() else { return 0 };
    let blank = usize::try_from(first.leading_zeros()).unwrap_or_default();
    bytes.len().saturating_mul(8).saturating_sub(blank)
}
