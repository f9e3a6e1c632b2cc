//! The arithmetic against another library's, with digits at their extremes.

use super::columns::{DIGIT_BITS, Modulus, Number};
use super::lanes::Floats;
use num_bigint::{BigInt, Sign};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const HALF: i64 = 1 << 51;

/// What lane 0 or 1 of the digits stands for.
fn value<const L: usize>(digits: &Number<L>, lane: usize) -> BigInt {
    let digit = |digit: &Floats| BigInt::from(digit.lanes()[lane] as i64);
    digits.iter().rev().fold(BigInt::ZERO, |value, next| {
        (value << DIGIT_BITS) + digit(next)
    })
}

/// The scaled modulus of a lane.
fn scaled<const L: usize>(modulus: &Modulus<L>, lane: usize) -> BigInt {
    let upper: BigInt = value(&modulus.upper, lane);
    (upper << DIGIT_BITS) - 1
}

fn digits<const L: usize>(mut next: impl FnMut(usize) -> i64) -> Number<L> {
    core::array::from_fn(|i| Floats::new(next(i) as f64, next(i) as f64))
}

/// Digits of every kind: random ones, and runs of the extremes.
fn samples<const L: usize>(seed: u64) -> Vec<Number<L>> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    // The highest digit is small, as for any number within the modulus.
    let bound = |i: usize, digit: i64| if i + 1 == L { digit >> 18 } else { digit };
    let mut samples = vec![
        digits(|_| 0),
        digits(|i| i64::from(i == 0)),
        digits(|i| bound(i, HALF)),
        digits(|i| bound(i, -HALF)),
        digits(|i| bound(i, HALF - 1)),
        digits(|i| bound(i, if i % 2 == 0 { HALF } else { -HALF })),
    ];
    for _ in 0..40 {
        samples.push(digits(|i| {
            bound(i, (rng.next_u64() >> 12).cast_signed() - HALF)
        }));
    }
    samples
}

fn multiplication_is_exact<const L: usize>() {
    let factor = BigInt::from(1) << (DIGIT_BITS * L);
    for upper in samples::<L>(1).into_iter().skip(1) {
        let mut upper = upper;
        // L - 1 digits, and positive.
        upper[L - 1] = Floats::splat(0.0);
        upper[L - 2] = Floats::splat(3.0e12);
        let modulus = Modulus { upper };
        let all = samples::<L>(2);
        for (a, b) in all.iter().zip(all.iter().rev()) {
            let product = modulus.mul(a, b);
            let square = modulus.square(a);
            for lane in [0, 1] {
                let n = scaled(&modulus, lane);
                assert_eq!(n.sign(), Sign::Plus);
                let (a, b) = (value(a, lane), value(b, lane));
                let zero = (&value(&product, lane) * &factor - &a * &b) % &n;
                assert_eq!(zero, BigInt::ZERO, "product, L = {L}");
                let zero = (&value(&square, lane) * &factor - &a * &a) % &n;
                assert_eq!(zero, BigInt::ZERO, "square, L = {L}");
            }
        }
    }
}

#[test]
fn multiplication_is_exact_for_every_size() {
    multiplication_is_exact::<21>();
    multiplication_is_exact::<31>();
    multiplication_is_exact::<41>();
}
