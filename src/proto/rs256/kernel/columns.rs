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
    pub(super) fn mul(&mut self, x: &mut [Pair], y: &[Pair]) {
        self.multiply::<false>(x, y, &self.modulus.products);
    }

    /// x = x * x / R, up to a multiple of the modulus, with each cross product once.
    pub(super) fn square(&mut self, x: &mut [Pair]) {
        self.multiply::<true>(x, &[], &self.modulus.squares);
    }

    /// Two columns at a time: first those below R, each of which gives a digit of the quotient,
    /// then those of the result. By `y`, or by x itself.
    #[inline(never)]
    fn multiply<const SQUARE: bool>(&mut self, x: &mut [Pair], y: &[Pair], starts: &Starts) {
        let pairs = x.len();
        let upper = &self.modulus.upper[..pairs];
        let (reversed, twice) = (&mut self.reversed[..pairs], &mut self.twice[..pairs]);
        let quotient = &mut self.quotient[..pairs];
        for (i, [first, second]) in x.iter().enumerate() {
            reversed[pairs - 1 - i] = [*second, *first];
            if SQUARE {
                twice[i] = [first.add(*first), second.add(*second)];
            }
        }
        let mut sums = Sums {
            first: starts.first,
            second: ZERO,
            third: ZERO,
        };
        for (at, start) in starts.next[..2 * pairs].iter().enumerate() {
            let own = match SQUARE {
                true => sums.add_middle(twice, reversed, at),
                false => sums.add_corner(&y[..pairs], reversed, at),
            };
            sums.add_rows(own);
            let below = at < pairs;
            let rows = if below {
                (&quotient[..at], None, &upper[pairs - 1 - at..])
            } else {
                sums.add_first(quotient[at - pairs][1], upper[0][0]);
                (&quotient[at - pairs + 1..], None, upper)
            };
            sums.add_rows(rows);
            let first = sums.take_digit(start[0]);
            if below {
                sums.add_first(first, upper[pairs - 1][0]);
            }
            let digits = [first, sums.take_digit(start[1])];
            if below {
                quotient[at] = digits;
            } else {
                x[at - pairs] = digits;
            }
        }
    }
}

/// What `Sums::add_rows` adds.
type Rows<'a> = (&'a [Pair], Option<Floats>, &'a [Pair]);

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

    /// The products of a pair of columns that are in one of them only; says which are in both.
    #[inline(always)]
    fn add_corner<'a>(&mut self, y: &'a [Pair], reversed: &'a [Pair], at: usize) -> Rows<'a> {
        let pairs = y.len();
        if at < pairs {
            let [second, first] = reversed[pairs - 1];
            self.add_first(y[at][0], first);
            self.add_second(y[at][0], second);
            self.add_second(y[at][1], first);
            (&y[..at], None, &reversed[pairs - 1 - at..])
        } else {
            self.add_first(y[at - pairs][1], reversed[0][0]);
            (&y[at - pairs + 1..], None, reversed)
        }
    }

    /// The same for a square, whose cross products are doubled.
    #[inline(always)]
    fn add_middle<'a>(&mut self, twice: &'a [Pair], reversed: &'a [Pair], at: usize) -> Rows<'a> {
        let pairs = twice.len();
        let digit = |i: usize| reversed[pairs - 1 - i / 2][1 - i % 2];
        self.add_first(digit(at), digit(at));
        if at + 1 == 2 * pairs {
            return (&[], None, reversed);
        }
        self.add_second(twice[at / 2][at % 2], digit(at + 1));
        let odd = (at % 2 == 1).then_some(twice[at / 2][0]);
        if at < pairs {
            (&twice[..at / 2], odd, &reversed[pairs - 1 - at..])
        } else {
            self.add_first(twice[at - pairs][1], reversed[0][0]);
            (&twice[at - pairs + 1..at / 2], odd, reversed)
        }
    }

    /// Each digit of `a`, and of `odd` behind it, with two neighbours of `b`, which runs the other
    /// way: to the second column with the one, to the first with the next.
    #[inline(always)]
    fn add_rows(&mut self, (a, odd, b): Rows<'_>) {
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
    /// Of the two columns after each one that is the first of a pair.
    next: Vec<[Ints; 2]>,
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
        let next: Vec<_> = counts.iter().skip(1).zip(&counts).map(start).collect();
        Self {
            first: Ints::splat(HALF_DIGIT.wrapping_sub(counts[0].wrapping_mul(LOW_BITS))),
            next: next.as_chunks().0.to_vec(),
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
