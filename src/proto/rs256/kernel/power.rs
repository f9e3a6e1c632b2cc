//! Exponentiation by fixed windows; the table is read whole at every step.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from the number of digits and the window size"
)]

use super::columns::{self, Multiplier, Number, Pair};
use super::faults::{self, Site};
use super::lanes::Ints;
use super::words::Words;
use alloc::vec::Vec;
use zeroize::Zeroizing;

const WINDOW_BITS: usize = 5;
const ENTRIES: usize = 1 << WINDOW_BITS;

/// The windows of both exponents, most significant first.
pub(super) struct Exponents(Zeroizing<Vec<[u8; 2]>>);

impl Exponents {
    /// `bits` is the public length of the longer prime.
    pub(super) fn new(p: &Words, q: &Words, bits: usize) -> Self {
        let window = |words: &Words, i: usize| {
            let at = i * WINDOW_BITS;
            let word = |i: usize| u64::from(words.get(at / 32 + i).copied().unwrap_or(0));
            ((word(0) | word(1) << 32) >> (at % 32)) as u8 & (ENTRIES as u8 - 1)
        };
        let count = bits.div_ceil(WINDOW_BITS);
        let windows = (0..count).rev().map(|i| [window(p, i), window(q, i)]);
        Self(Zeroizing::new(windows.collect()))
    }
}

/// base^exponent in both lanes; `one` and `base` in Montgomery form.
pub(super) fn power(
    base: &Number,
    one: &Number,
    exponents: &Exponents,
    multiplier: &mut Multiplier<'_>,
) -> Number {
    let mut table = Table::new(base, one, multiplier);
    faults::strike_digits(Site::Table, table.0.as_flattened_mut());
    let mut power = one.clone();
    let mut entry = columns::zero(one.len());
    for (i, window) in exponents.0.iter().enumerate() {
        // One stays one: the first window needs no squarings.
        for _ in 0..if i == 0 { 0 } else { WINDOW_BITS } {
            multiplier.square(&mut power);
        }
        table.select(*window, &mut entry);
        multiplier.mul(&mut power, &entry);
        if i == exponents.0.len() / 2 {
            faults::strike_digits(Site::Power, power.as_flattened_mut());
        }
    }
    power
}

/// The powers of the base from 0 to 31: for each pair of digits, that of all powers.
struct Table(Number);

impl Table {
    fn new(base: &Number, one: &Number, multiplier: &mut Multiplier<'_>) -> Self {
        let mut table = columns::zero(ENTRIES * one.len());
        let mut power = one.clone();
        for i in 0..ENTRIES {
            let entry = table.iter_mut().skip(i).step_by(ENTRIES);
            entry.zip(power.iter()).for_each(|(to, pair)| *to = *pair);
            multiplier.mul(&mut power, base);
        }
        Self(table)
    }

    /// The two entries, one a lane, by reading all.
    #[inline(never)]
    fn select(&self, window: [u8; 2], entry: &mut [Pair]) {
        let masks: [Ints; ENTRIES] = core::array::from_fn(|i| {
            // All ones where the indices are equal, else zero.
            let mask = |window: u8| (i64::from(window ^ i as u8) - 1) >> 63;
            Ints::new(mask(window[0]), mask(window[1]))
        });
        let (pairs, _) = self.0.as_chunks::<ENTRIES>();
        for (to, pairs) in entry.iter_mut().zip(pairs) {
            let mut selected = [Ints::splat(0); 2];
            for ([first, second], mask) in pairs.iter().zip(&masks) {
                selected = [
                    selected[0].or(first.bits().and(*mask)),
                    selected[1].or(second.bits().and(*mask)),
                ];
            }
            *to = selected.map(Ints::floats);
        }
    }
}
