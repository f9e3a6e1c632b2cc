//! Between words and digits.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from the lengths alone"
)]

use super::columns::{DIGIT_BITS, Number};
use super::lanes::Floats;
use super::words::{Words, zero};
use zeroize::Zeroizing;

const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// Two numbers, each below 2^(52 L - 1), as signed digits.
pub(super) fn from_words<const L: usize>(p: &[u32], q: &[u32]) -> Number<L> {
    let (p, q) = (signed_digits::<L>(p), signed_digits::<L>(q));
    core::array::from_fn(|i| Floats::new(p[i] as f64, q[i] as f64))
}

#[inline(never)]
fn signed_digits<const L: usize>(words: &[u32]) -> Zeroizing<[i64; L]> {
    let mut digits = Zeroizing::new([0; L]);
    let mut carry = 0;
    for (i, digit) in digits.iter_mut().enumerate() {
        let unsigned = (bits_at(words, i * DIGIT_BITS) & MASK).cast_signed() + carry;
        carry = (unsigned + (1 << (DIGIT_BITS - 1))) >> DIGIT_BITS;
        *digit = unsigned - (carry << DIGIT_BITS);
    }
    digits
}

/// 64 bits from bit `at` on; zero beyond the end.
fn bits_at(words: &[u32], at: usize) -> u64 {
    let word = |i: usize| u128::from(words.get(at / 32 + i).copied().unwrap_or(0));
    ((word(0) | word(1) << 32 | word(2) << 64) >> (at % 32)) as u64
}

/// One lane of digits plus `offset`, which makes it positive, as words.
#[inline(never)]
pub(super) fn to_words<const L: usize>(
    digits: &Number<L>,
    lane: usize,
    offset: &[u32],
    len: usize,
) -> Words {
    let mut words = zero(len);
    let mut carry = 0_i64;
    // Digits are collected to 32-bit words; `held` of their bits wait in `pending`.
    let (mut pending, mut held, mut at) = (0_u128, 0, 0);
    for (i, digit) in digits.iter().enumerate() {
        let offset = (bits_at(offset, i * DIGIT_BITS) & MASK).cast_signed();
        let sum = digit.lanes()[lane] as i64 + offset + carry;
        carry = sum >> DIGIT_BITS;
        pending |= u128::from(sum.cast_unsigned() & MASK) << held;
        held += DIGIT_BITS;
        while held >= 32 {
            if at < len {
                words[at] = pending as u32;
            }
            pending >>= 32;
            held -= 32;
            at += 1;
        }
    }
    words
}
