//! Between words and digits.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from the lengths alone"
)]

use super::columns::{self, DIGIT_BITS, Number, Pair};
use super::lanes::Floats;
use super::words::{self, Words};
use alloc::vec;
use zeroize::Zeroizing;

const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// Two numbers, each short of `pairs` pairs of digits by a bit at least, as signed digits.
#[inline(never)]
pub(super) fn from_words(p: &[u32], q: &[u32], pairs: usize) -> Number {
    let mut number = columns::zero(pairs);
    let (mut carry_p, mut carry_q) = (0, 0);
    for (i, digit) in number.as_flattened_mut().iter_mut().enumerate() {
        let p = signed_digit(p, i, &mut carry_p);
        let q = signed_digit(q, i, &mut carry_q);
        *digit = Floats::new(p as f64, q as f64);
    }
    number
}

fn signed_digit(words: &[u32], i: usize, carry: &mut i64) -> i64 {
    let unsigned = (bits_at(words, i * DIGIT_BITS) & MASK).cast_signed() + *carry;
    *carry = (unsigned + (1 << (DIGIT_BITS - 1))) >> DIGIT_BITS;
    unsigned - (*carry << DIGIT_BITS)
}

/// 64 bits from bit `at` on; zero beyond the end.
#[inline(never)]
fn bits_at(words: &[u32], at: usize) -> u64 {
    let word = |i: usize| u64::from(words.get(at / 32 + i).copied().unwrap_or(0));
    let low = word(0) | word(1) << 32;
    // In two steps: a shift by 64 is none.
    low >> (at % 32) | (word(2) << 1) << (63 - at % 32)
}

/// One lane of digits plus `offset`, which makes it positive, as words.
#[inline(never)]
pub(super) fn to_words(number: &[Pair], lane: usize, offset: &[u32], len: usize) -> Words {
    let number = number.as_flattened();
    let mut sums = Zeroizing::new(vec![0_u64; number.len() + 1]);
    let mut carry = 0_i64;
    for (i, (digit, sum)) in number.iter().zip(sums.iter_mut()).enumerate() {
        let offset = (bits_at(offset, i * DIGIT_BITS) & MASK).cast_signed();
        // A digit that a fault made huge has to come out wrong, not to panic.
        let signed = (digit.lanes()[lane] as i64).wrapping_add(offset + carry);
        carry = signed >> DIGIT_BITS;
        *sum = signed.cast_unsigned() & MASK;
    }
    let mut words = words::zero(len);
    for (i, word) in words.iter_mut().enumerate() {
        let (at, shift) = (32 * i / DIGIT_BITS, 32 * i % DIGIT_BITS);
        let digit = |i: usize| sums.get(i).copied().unwrap_or(0);
        *word = (digit(at) >> shift | digit(at + 1) << (DIGIT_BITS - shift)) as u32;
    }
    words
}
