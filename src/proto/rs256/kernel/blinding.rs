//! A blinding factor and its inverse, fresh for each signature.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from the lengths alone"
)]

use super::words::{self, Modulus, Words, from_bytes, multiply, negated_inverse, zero};
use crate::proto::error::Error;
use crypto_bigint::{NonZero, Odd, U256};
use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

/// The factor's size: nobody guesses it, and its e-th power fills every modulus.
const BYTES: usize = 32;
const WORDS: usize = BYTES / 4;

pub(super) struct Blinding {
    /// r: odd, 256 bits.
    pub(super) factor: Words,
    /// 1 / r modulo n.
    pub(super) inverse: Words,
}

impl Blinding {
    /// Draws r, and inverts it modulo n by way of n modulo r, which is far shorter:
    /// 1 / r = (1 + n k) / r, an exact division, where k = -1 / n modulo r.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`].
    pub(super) fn new(n: &Modulus, rng: &mut impl TryCryptoRng) -> Result<Self, Error> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        rng.try_fill_bytes(&mut bytes[..])
            .map_err(|_| Error::EntropyUnavailable)?;
        bytes[0] |= 0x80;
        bytes[BYTES - 1] |= 1;
        let factor = from_bytes(&bytes[..], WORDS);
        // There is no inverse only where r has p or q for a factor, and r is shorter than both.
        let inverse = inverse(&factor, &bytes, n).ok_or(Error::SignerFault)?;
        Ok(Self { factor, inverse })
    }
}

fn inverse(factor: &Words, bytes: &[u8; BYTES], n: &Modulus) -> Option<Words> {
    let r: Odd<U256> = Odd::new(U256::from_be_slice(bytes)).into_option()?;
    let remainder = remainder(n, r.as_nz_ref());
    let inverse = Zeroizing::new(remainder.invert_odd_mod(&r).into_option()?);
    let k = Zeroizing::new(r.as_ref().wrapping_sub(&inverse));
    let k = Zeroizing::new(k.to_be_bytes());
    let mut numerator = multiply(n.words(), &from_bytes(k.as_ref(), WORDS));
    words::add(&mut numerator, &[1]);
    Some(divide_exactly(numerator, factor, n.len()))
}

/// n modulo r, chunk by chunk from the top.
fn remainder(n: &Modulus, r: &NonZero<U256>) -> Zeroizing<U256> {
    let bytes = words::to_bytes(n.words(), (n.len() * 4).next_multiple_of(BYTES));
    let next = |above: U256, chunk: &[u8]| U256::rem_wide((U256::from_be_slice(chunk), above), r);
    Zeroizing::new(bytes.chunks_exact(BYTES).fold(U256::ZERO, next))
}

/// a / r where nothing is left over, from the lowest word on.
fn divide_exactly(mut a: Words, r: &[u32], len: usize) -> Words {
    let inverse = negated_inverse(r[0]).wrapping_neg();
    let mut quotient = zero(len);
    for (i, digit) in quotient.iter_mut().enumerate() {
        *digit = a[i].wrapping_mul(inverse);
        let multiple = multiply(&[*digit], r);
        words::sub(&mut a[i..], &multiple);
    }
    quotient
}
