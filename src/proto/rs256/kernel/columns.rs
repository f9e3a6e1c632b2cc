//! Montgomery multiplication by columns, in doubles.
//!
//! A number is L signed digits in base 2^52, each a double of magnitude at most 2^51. The exact
//! product of two digits comes from two fused multiply-adds: the first leaves its upper part in
//! the mantissa, aligned by a large constant, the second its lower part. Both are added up as
//! integers, the constants taken off once a column. (N. Emmart, F. Zheng, C. Weems: "Faster
//! Modular Exponentiation Using Double Precision Floating Point Arithmetic on the GPU", ARITH
//! 2018; there with 52-bit limbs and directed rounding, here with signed digits and the rounding
//! to nearest that WebAssembly has.)
//!
//! The modulus is scaled to be -1 modulo 2^52, so that the lowest digit of the sum is the quotient
//! digit itself; what remains to be added is that digit times (modulus + 1) / 2^52. Values stay
//! within about half of the scaled modulus, above or below zero: no final subtraction.
//!
//! Nothing here branches on, or indexes by, a digit.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from L alone, never from a digit"
)]

use super::lanes::{Floats, Ints};

/// Digits of 52 bits, least significant first.
pub(super) type Number<const L: usize> = [Floats; L];

pub(super) const DIGIT_BITS: usize = 52;

/// Aligns a product so that its units of 2^52 end up in the mantissa's lowest bits.
const HIGH: f64 = 1.5 * (1_u128 << 104) as f64;
/// Aligns an integer below 2^51 in magnitude.
const LOW: f64 = 1.5 * (1_u64 << 52) as f64;
const HIGH_BITS: i64 = HIGH.to_bits().cast_signed();
const LOW_BITS: i64 = LOW.to_bits().cast_signed();

const DIGIT_MASK: i64 = (1 << 52) - 1;
const HALF_DIGIT: i64 = 1 << 51;
/// Keeps sums positive, so that a logical shift carries signs too.
const BIAS: i64 = 1 << 62;
/// The exponent bits of 2^52.
const EXPONENT: i64 = 0x433 << 52;

/// The modulus, for both lanes.
pub(super) struct Modulus<const L: usize> {
    /// (modulus + 1) / 2^52: L - 1 digits, and a zero that is never read.
    pub(super) upper: Number<L>,
}

/// Sums of three neighbouring columns.
struct Sums {
    first: Ints,
    second: Ints,
    third: Ints,
}

#[inline(always)]
fn product(a: Floats, b: Floats) -> (Ints, Ints) {
    let high = a.mul_add(b, Floats::splat(HIGH));
    // Two steps: one constant for both would not be a double.
    let low = a.mul_add(b, Floats::splat(HIGH).sub(high).add(Floats::splat(LOW)));
    (high.bits(), low.bits())
}

impl Sums {
    const ZERO: Ints = Ints::splat(0);

    #[inline(always)]
    fn add_first(&mut self, a: Floats, b: Floats) {
        let (high, low) = product(a, b);
        self.first = self.first.add(low);
        self.second = self.second.add(high);
    }

    #[inline(always)]
    fn add_second(&mut self, a: Floats, b: Floats) {
        let (high, low) = product(a, b);
        self.second = self.second.add(low);
        self.third = self.third.add(high);
    }

    /// Each of `a` ascending with two neighbours of `b` descending: to the first column with the
    /// lower, to the second with the upper. `b` is one longer than `a`.
    #[inline(always)]
    fn add_both(&mut self, a: &[Floats], b: &[Floats]) {
        let [rest @ .., last] = b else { return };
        let mut upper = *last;
        for (a, lower) in a.iter().zip(rest.iter().rev()) {
            let (high_1, low_1) = product(*a, *lower);
            let (high_2, low_2) = product(*a, upper);
            upper = *lower;
            self.first = self.first.add(low_1);
            self.second = self.second.add(high_1).add(low_2);
            self.third = self.third.add(high_2);
        }
    }

    /// The first column's digit; the carry goes into the next, with what that one starts with.
    #[inline(always)]
    fn take_digit(&mut self, start_of_next: i64) -> Floats {
        let digit = digit(self.first);
        let carry = self.first.add(Ints::splat(BIAS)).shr(52);
        self.first = self.second.add(carry).add(Ints::splat(start_of_next));
        self.second = self.third;
        self.third = Self::ZERO;
        digit
    }
}

/// The signed digit of a sum to which half a digit was added.
#[inline(always)]
fn digit(sum: Ints) -> Floats {
    let unsigned = sum
        .and(Ints::splat(DIGIT_MASK))
        .or(Ints::splat(EXPONENT))
        .floats();
    unsigned.sub(Floats::splat(LOW))
}

/// What column `k` starts with: half a digit, less the constants of its products' low parts and
/// of the high parts that come from column `k - 1`, less the bias of the carry.
const fn start(products: usize, products_before: usize, is_first: bool) -> i64 {
    let low = (products as i64).wrapping_mul(LOW_BITS);
    let high = (products_before as i64).wrapping_mul(HIGH_BITS);
    let bias = if is_first { 0 } else { BIAS >> 52 };
    HALF_DIGIT
        .wrapping_sub(low)
        .wrapping_sub(high)
        .wrapping_sub(bias)
}

/// Columns for the largest L.
const MOST_COLUMNS: usize = 84;

/// How many products column `k` holds, for a product or for a square.
const fn products<const L: usize>(k: usize, square: bool) -> usize {
    if k > 2 * L - 2 {
        return 0;
    }
    let all = if k < L { k + 1 } else { 2 * L - 1 - k };
    let own = if square { all.div_ceil(2) } else { all };
    // Of the quotient's digits those below k, with L - 1 digits of the modulus.
    let quotient = if k < L { k } else { 2 * L - 1 - k };
    own + quotient
}

const fn starts<const L: usize>(square: bool) -> [i64; MOST_COLUMNS] {
    let mut starts = [0; MOST_COLUMNS];
    starts[0] = start(products::<L>(0, square), 0, true);
    let mut k = 1;
    while k < 2 * L {
        let (own, before) = (products::<L>(k, square), products::<L>(k - 1, square));
        starts[k] = start(own, before, false);
        k += 1;
    }
    starts
}

impl<const L: usize> Modulus<L> {
    const PRODUCT: [i64; MOST_COLUMNS] = starts::<L>(false);
    const SQUARE: [i64; MOST_COLUMNS] = starts::<L>(true);

    /// a * b / 2^(52 L), up to a multiple of the modulus. L is odd.
    #[inline(never)]
    pub(super) fn mul(&self, a: &Number<L>, b: &Number<L>) -> Number<L> {
        let starts = &Self::PRODUCT;
        let mut quotient = [Floats::splat(0.0); L];
        let mut result = [Floats::splat(0.0); L];
        let mut sums = Sums {
            first: Ints::splat(starts[0]),
            second: Sums::ZERO,
            third: Sums::ZERO,
        };
        sums.add_first(a[0], b[0]);
        quotient[0] = sums.take_digit(starts[1]);
        for k in (1..L).step_by(2) {
            sums.add_both(&a[..k], &b[1..=k + 1]);
            sums.add_first(a[k], b[0]);
            sums.add_second(a[k], b[1]);
            sums.add_second(a[k + 1], b[0]);
            self.divide(&mut sums, &mut quotient, k, starts);
        }
        for k in (L..2 * L - 2).step_by(2) {
            let from = k - L + 1;
            sums.add_first(a[from], b[L - 1]);
            sums.add_both(&a[from + 1..], &b[from..]);
            self.collect(&mut sums, &quotient, &mut result, k, starts);
        }
        result[L - 1] = digit(sums.first);
        result
    }

    /// a * a / 2^(52 L), up to a multiple of the modulus, with each cross product once.
    #[inline(never)]
    pub(super) fn square(&self, a: &Number<L>) -> Number<L> {
        let starts = &Self::SQUARE;
        let mut quotient = [Floats::splat(0.0); L];
        let mut result = [Floats::splat(0.0); L];
        let twice = a.map(|digit| digit.add(digit));
        let mut sums = Sums {
            first: Ints::splat(starts[0]),
            second: Sums::ZERO,
            third: Sums::ZERO,
        };
        sums.add_first(a[0], a[0]);
        quotient[0] = sums.take_digit(starts[1]);
        for k in (1..L).step_by(2) {
            let half = k.div_ceil(2);
            sums.add_both(&twice[..half], &a[half..=k + 1]);
            sums.add_second(a[half], a[half]);
            self.divide(&mut sums, &mut quotient, k, starts);
        }
        for k in (L..2 * L - 2).step_by(2) {
            let (from, half) = (k - L + 1, k.div_ceil(2));
            sums.add_first(twice[from], a[L - 1]);
            sums.add_both(&twice[from + 1..half], &a[half..]);
            sums.add_second(a[half], a[half]);
            self.collect(&mut sums, &quotient, &mut result, k, starts);
        }
        result[L - 1] = digit(sums.first);
        result
    }

    /// The quotient's digits for columns `k` and `k + 1`, below L, from what is summed so far.
    #[inline(always)]
    fn divide(
        &self,
        sums: &mut Sums,
        quotient: &mut Number<L>,
        k: usize,
        starts: &[i64; MOST_COLUMNS],
    ) {
        let upper = &self.upper;
        sums.add_both(&quotient[..k - 1], &upper[1..=k]);
        sums.add_second(quotient[k - 1], upper[1]);
        sums.add_first(quotient[k - 1], upper[0]);
        quotient[k] = sums.take_digit(starts[k + 1]);
        sums.add_first(quotient[k], upper[0]);
        quotient[k + 1] = sums.take_digit(starts[k + 2]);
    }

    /// The result's digits from columns `k` and `k + 1`, from L on.
    #[inline(always)]
    fn collect(
        &self,
        sums: &mut Sums,
        quotient: &Number<L>,
        result: &mut Number<L>,
        k: usize,
        starts: &[i64; MOST_COLUMNS],
    ) {
        let (upper, from) = (&self.upper, k - L + 1);
        sums.add_first(quotient[from], upper[L - 2]);
        sums.add_both(&quotient[from + 1..], &upper[from - 1..L - 1]);
        result[k - L] = sums.take_digit(starts[k + 1]);
        result[k - L + 1] = sums.take_digit(starts[k + 2]);
    }
}
