//! Exponentiation by fixed windows; the table is read whole at every step.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from L and the window size alone"
)]

use super::columns::{Modulus, Number};
use super::lanes::{Floats, Ints};
use super::words::Words;
use zeroize::Zeroizing;

const WINDOW_BITS: usize = 5;
const TABLE: usize = 1 << WINDOW_BITS;

/// The windows of both exponents, most significant first.
pub(super) struct Exponents(Zeroizing<Vec<[u8; 2]>>);

impl Exponents {
    /// `bits` is the public length of the longer prime.
    pub(super) fn new(p: &Words, q: &Words, bits: usize) -> Self {
        let window = |words: &Words, i: usize| {
            let at = i * WINDOW_BITS;
            let word = |i: usize| u64::from(words.get(at / 32 + i).copied().unwrap_or(0));
            ((word(0) | word(1) << 32) >> (at % 32)) as u8 & (TABLE as u8 - 1)
        };
        let count = bits.div_ceil(WINDOW_BITS);
        let windows = (0..count).rev().map(|i| [window(p, i), window(q, i)]);
        Self(Zeroizing::new(windows.collect()))
    }
}

/// base^exponent in both lanes; `one` and `base` in Montgomery form.
pub(super) fn power<const L: usize>(
    base: &Number<L>,
    one: &Number<L>,
    exponents: &Exponents,
    modulus: &Modulus<L>,
) -> Number<L> {
    let mut table = [*one; TABLE];
    table[1] = *base;
    for i in 2..TABLE {
        table[i] = match i % 2 {
            0 => modulus.square(&table[i / 2]),
            _ => modulus.mul(&table[i - 1], base),
        };
    }
    let mut power = *one;
    for (i, window) in exponents.0.iter().enumerate() {
        // One stays one: the first window needs no squarings.
        for _ in 0..if i == 0 { 0 } else { WINDOW_BITS } {
            power = modulus.square(&power);
        }
        power = modulus.mul(&power, &select(&table, *window));
    }
    wipe(&mut table);
    power
}

/// The two entries, one a lane, by reading all.
#[inline(never)]
fn select<const L: usize>(table: &[Number<L>; TABLE], window: [u8; 2]) -> Number<L> {
    let mut selected = [Ints::splat(0); L];
    for (i, entry) in (0_u8..).zip(table) {
        // All ones where the indices are equal, else zero.
        let mask = |window: u8| (i64::from(window ^ i) - 1) >> 63;
        let mask = Ints::new(mask(window[0]), mask(window[1]));
        for (selected, digit) in selected.iter_mut().zip(entry) {
            *selected = selected.or(digit.bits().and(mask));
        }
    }
    selected.map(Ints::floats)
}

/// Overwrites the table in a way that the compiler does not leave out.
fn wipe<const L: usize>(table: &mut [Number<L>; TABLE]) {
    *table = [[Floats::splat(0.0); L]; TABLE];
    core::hint::black_box(table);
}
