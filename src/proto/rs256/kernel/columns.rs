//! Montgomery multiplication by columns, in doubles.
//!
//! A number is an even count of signed digits in base 2^50, each a double of magnitude at most
//! 2^49. The exact product of two digits comes from two fused multiply-adds: the first leaves its
//! upper part in the mantissa, aligned by a large constant, the second its lower part. Both are
//! added up as integers, the constants taken off once a column. (N. Emmart, F. Zheng, C. Weems:
//! "Faster Modular Exponentiation Using Double Precision Floating Point Arithmetic on the GPU",
//! ARITH 2018; there with 52-bit limbs and directed rounding. Here digits are signed, rounding is
//! to nearest, as WebAssembly has it, and 50 bits leave room to add up two products before they
//! become integers.)
//!
//! The modulus is scaled to be -1 modulo 2^50, so that the lowest digit of the sum is the quotient
//! digit itself; what remains to be added is that digit times (modulus + 1) / 2^50. Values stay
//! within about half of the scaled modulus, above or below zero: no final subtraction.
//!
//! Nothing here branches on, or indexes by, a digit.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from the number of digits, never from a digit"
)]

use super::lanes::{Floats, Ints};
use alloc::vec;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Two neighbouring digits; there is an even count of them, and they are worked on in twos.
pub(super) type Pair = [Floats; 2];
/// Digits, least significant first, of a number in each lane.
pub(super) type Number = Zeroizing<Vec<Pair>>;

pub(super) const DIGIT_BITS: usize = 50;

const fn power_of_two(exponent: u64) -> f64 {
    f64::from_bits((exponent + 1023) << 52)
}

/// Aligns a product so that its units of 2^50 end up in the mantissa's lowest bits.
const HIGH: f64 = 1.5 * power_of_two(52 + DIGIT_BITS as u64);
/// Aligns an integer below 2^51 in magnitude.
const LOW: f64 = 1.5 * power_of_two(52);
const HIGH_BITS: i64 = HIGH.to_bits().cast_signed();
const LOW_BITS: i64 = LOW.to_bits().cast_signed();

const DIGIT_MASK: i64 = (1 << DIGIT_BITS) - 1;
const HALF_DIGIT: i64 = 1 << (DIGIT_BITS - 1);
/// Keeps sums positive, so that a logical shift carries signs too.
const BIAS: i64 = 1 << 62;
/// The exponent bits of 2^52.
const EXPONENT: i64 = 0x433 << 52;
const ZERO: Ints = Ints::splat(0);

/// Zero, in both lanes.
pub(super) fn zero(pairs: usize) -> Number {
    Zeroizing::new(vec![Pair::default(); pairs])
}

/// The modulus of each lane.
pub(super) struct Modulus {
    /// (modulus + 1) / 2^50, most significant digit first, and a digit that is never read.
    upper: Number,
    products: Starts,
    squares: Starts,
}

impl Modulus {
    /// `upper` is (modulus + 1) / 2^50, with a zero for its highest digit.
    pub(super) fn new(mut upper: Number) -> Self {
        upper.as_flattened_mut().reverse();
        upper.as_flattened_mut().rotate_left(1);
        let pairs = upper.len();
        Self {
            upper,
            products: Starts::new(pairs, product_constants),
            squares: Starts::new(pairs, square_constants),
        }
    }
}

/// Multiplies modulo `modulus`, with the room that it takes.
pub(super) struct Multiplier<'a> {
    modulus: &'a Modulus,
    quotient: Number,
    reversed: Number,
    twice: Number,
}

impl<'a> Multiplier<'a> {
    pub(super) fn new(modulus: &'a Modulus) -> Self {
        let room = || zero(modulus.upper.len());
        Self {
            modulus,
            quotient: room(),
            reversed: room(),
            twice: room(),
        }
    }

    /// x = x * y / R, up to a multiple of the modulus, where R is 2^50 to the number of digits.
    #[inline(never)]
    pub(super) fn mul(&mut self, x: &mut [Pair], y: &[Pair]) {
        let pairs = x.len();
        let (y, reversed) = (&y[..pairs], &mut self.reversed[..pairs]);
        reverse(reversed, x);
        let [second, first] = reversed[pairs - 1];
        columns(
            self.modulus,
            &self.modulus.products,
            &mut self.quotient,
            x,
            |sums, at| {
                sums.add_rows(&y[..at], None, &reversed[pairs - 1 - at..]);
                sums.add_first(y[at][0], first);
                sums.add_second(y[at][0], second);
                sums.add_second(y[at][1], first);
            },
            |sums, at| {
                sums.add_first(y[at][1], reversed[0][0]);
                sums.add_rows(&y[at + 1..], None, reversed);
            },
        );
    }

    /// x = x * x / R, up to a multiple of the modulus, with each cross product once.
    #[inline(never)]
    pub(super) fn square(&mut self, x: &mut [Pair]) {
        let pairs = x.len();
        let (reversed, twice) = (&mut self.reversed[..pairs], &mut self.twice[..pairs]);
        reverse(reversed, x);
        for (twice, [first, second]) in twice.iter_mut().zip(x.iter()) {
            *twice = [first.add(*first), second.add(*second)];
        }
        let digit = |i: usize| reversed[pairs - 1 - i / 2][1 - i % 2];
        columns(
            self.modulus,
            &self.modulus.squares,
            &mut self.quotient,
            x,
            |sums, at| {
                let odd = (at % 2 == 1).then_some(twice[at / 2][0]);
                sums.add_rows(&twice[..at / 2], odd, &reversed[pairs - 1 - at..]);
                sums.add_first(digit(at), digit(at));
                sums.add_second(twice[at / 2][at % 2], digit(at + 1));
            },
            |sums, at| {
                let middle = at + pairs;
                sums.add_first(digit(middle), digit(middle));
                if middle + 1 < 2 * pairs {
                    let odd = (middle % 2 == 1).then_some(twice[middle / 2][0]);
                    sums.add_first(twice[at][1], reversed[0][0]);
                    sums.add_rows(&twice[at + 1..middle / 2], odd, reversed);
                    sums.add_second(twice[middle / 2][middle % 2], digit(middle + 1));
                }
            },
        );
    }
}

fn reverse(to: &mut [Pair], from: &[Pair]) {
    for (to, [first, second]) in to.iter_mut().zip(from.iter().rev()) {
        *to = [*second, *first];
    }
}

/// Two columns at a time: first those below R, each of which gives a digit of the quotient, then
/// those of the result. `low` and `high` add the factors' own products to the columns of a pair.
#[inline(always)]
fn columns(
    modulus: &Modulus,
    starts: &Starts,
    quotient: &mut [Pair],
    result: &mut [Pair],
    low: impl Fn(&mut Sums, usize),
    high: impl Fn(&mut Sums, usize),
) {
    let pairs = result.len();
    let (quotient, upper) = (&mut quotient[..pairs], &modulus.upper[..pairs]);
    let (starts_low, starts_high) = (&starts.low[..pairs], &starts.high[..pairs]);
    let [lowest, _] = upper[pairs - 1];
    let mut sums = Sums {
        first: starts.first,
        second: ZERO,
        third: ZERO,
    };
    for at in 0..pairs {
        low(&mut sums, at);
        sums.add_rows(&quotient[..at], None, &upper[pairs - 1 - at..]);
        let first = sums.take_digit(starts_low[at][0]);
        sums.add_first(first, lowest);
        quotient[at] = [first, sums.take_digit(starts_low[at][1])];
    }
    for at in 0..pairs {
        high(&mut sums, at);
        sums.add_first(quotient[at][1], upper[0][0]);
        sums.add_rows(&quotient[at + 1..], None, upper);
        result[at] = [
            sums.take_digit(starts_high[at][0]),
            sums.take_digit(starts_high[at][1]),
        ];
    }
}

/// Sums of three neighbouring columns.
struct Sums {
    first: Ints,
    second: Ints,
    third: Ints,
}

impl Sums {
    #[inline(always)]
    fn add_first(&mut self, a: Floats, b: Floats) {
        add_product(a, b, &mut self.first, &mut self.second);
    }

    #[inline(always)]
    fn add_second(&mut self, a: Floats, b: Floats) {
        add_product(a, b, &mut self.second, &mut self.third);
    }

    /// Each digit of `a`, and of `odd` behind it, with two neighbours of `b`, which runs the other
    /// way: to the second column with the one, to the first with the next.
    #[inline(always)]
    fn add_rows(&mut self, a: &[Pair], odd: Option<Floats>, b: &[Pair]) {
        let Some((&[mut second, mut first], b)) = b.split_first() else {
            return;
        };
        for (&a, &[next, after]) in a.iter().zip(b) {
            add_products(a, [first, next], &mut self.first, &mut self.second);
            add_products(a, [second, first], &mut self.second, &mut self.third);
            [second, first] = [next, after];
        }
        if let Some(a) = odd {
            self.add_first(a, first);
            self.add_second(a, second);
        }
    }

    /// The first column's digit; the carry goes into the next, with what that one starts with.
    #[inline(always)]
    fn take_digit(&mut self, start_of_next: Ints) -> Floats {
        let unsigned = self
            .first
            .and(Ints::splat(DIGIT_MASK))
            .or(Ints::splat(EXPONENT))
            .floats();
        let carry = self.first.add(Ints::splat(BIAS)).shr(DIGIT_BITS as u32);
        self.first = self.second.add(start_of_next).add(carry);
        self.second = self.third;
        self.third = ZERO;
        unsigned.sub(Floats::splat(power_of_two(52) + HALF_DIGIT as f64))
    }
}

#[inline(always)]
fn add_product(a: Floats, b: Floats, low: &mut Ints, high: &mut Ints) {
    let upper = a.mul_add(b, Floats::splat(HIGH));
    let lower = a.mul_add(b, Floats::splat(HIGH + LOW).sub(upper));
    *high = high.add(upper.bits());
    *low = low.add(lower.bits());
}

/// Two products for one pair of constants: the second is added to the first's upper part, and the
/// lower parts, of 50 bits each, to one another.
#[inline(always)]
fn add_products(a: [Floats; 2], b: [Floats; 2], low: &mut Ints, high: &mut Ints) {
    let one = a[0].mul_add(b[0], Floats::splat(HIGH));
    let both = a[1].mul_add(b[1], one);
    let lower_one = a[0].mul_add(b[0], Floats::splat(HIGH + LOW).sub(one));
    let lower_two = a[1].mul_add(b[1], one.sub(both));
    *high = high.add(both.bits());
    *low = low.add(lower_one.add(lower_two).bits());
}

/// What each column starts with: half a digit, less the constants of its products' low parts and of
/// the high parts that come from the column before, less the bias of the carry.
struct Starts {
    first: Ints,
    /// Of the two columns after each one whose first digit is of the quotient; of the result.
    low: Vec<[Ints; 2]>,
    high: Vec<[Ints; 2]>,
}

impl Starts {
    /// `constants` says for a pair of columns how many pairs of constants each gets.
    fn new(pairs: usize, constants: fn(usize, usize) -> [i64; 2]) -> Self {
        let mut counts: Vec<_> = (0..2 * pairs).flat_map(|at| constants(pairs, at)).collect();
        counts.push(0);
        let start = |(own, before): (&i64, &i64)| {
            let constants = own.wrapping_mul(LOW_BITS);
            let constants = constants.wrapping_add(before.wrapping_mul(HIGH_BITS));
            Ints::splat((HALF_DIGIT - (BIAS >> DIGIT_BITS)).wrapping_sub(constants))
        };
        let starts: Vec<_> = counts.iter().skip(1).zip(&counts).map(start).collect();
        let (twos, _) = starts.as_chunks();
        let (low, high) = twos.split_at(pairs);
        Self {
            first: Ints::splat(HALF_DIGIT.wrapping_sub(counts[0].wrapping_mul(LOW_BITS))),
            low: low.to_vec(),
            high: high.to_vec(),
        }
    }
}

/// With the quotient's products.
const fn quotient_constants(pairs: usize, at: usize) -> [i64; 2] {
    if at < pairs {
        [at as i64, at as i64 + 1]
    } else {
        let rows = (2 * pairs - 1 - at) as i64;
        [rows + 1, rows]
    }
}

const fn product_constants(pairs: usize, at: usize) -> [i64; 2] {
    let [first, second] = quotient_constants(pairs, at);
    if at < pairs {
        [first + at as i64 + 1, second + at as i64 + 2]
    } else {
        let rows = (2 * pairs - 1 - at) as i64;
        [first + rows + 1, second + rows]
    }
}

const fn square_constants(pairs: usize, at: usize) -> [i64; 2] {
    let [first, second] = quotient_constants(pairs, at);
    if at < pairs {
        let rows = at.div_ceil(2) as i64;
        [first + rows + 1, second + rows + 1]
    } else if at + 1 < 2 * pairs {
        let rows = (2 * pairs - 2 - at).div_ceil(2) as i64;
        [first + rows + 2, second + rows + 1]
    } else {
        [first + 1, second]
    }
}
