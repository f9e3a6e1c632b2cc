//! The arithmetic against another library's, with digits at their extremes.

use super::columns::{DIGIT_BITS, Modulus, Multiplier, Number, Pair, zero};
use super::lanes::Floats;
use num_bigint::{BigInt, Sign};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const HALF: i64 = 1 << (DIGIT_BITS - 1);

/// What lane 0 or 1 of the digits stands for.
fn value(digits: &[Pair], lane: usize) -> BigInt {
    let digit = |digit: &Floats| BigInt::from(digit.lanes()[lane] as i64);
    digits
        .as_flattened()
        .iter()
        .rev()
        .fold(BigInt::ZERO, |value, next| {
            (value << DIGIT_BITS) + digit(next)
        })
}

fn number(pairs: usize, mut next: impl FnMut(usize) -> i64) -> Number {
    let mut number = zero(pairs);
    for (i, digit) in number.as_flattened_mut().iter_mut().enumerate() {
        *digit = Floats::new(next(i) as f64, next(i) as f64);
    }
    number
}

/// Digits of every kind: random ones, and runs of the extremes.
fn samples(pairs: usize, seed: u64) -> Vec<Number> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    // The highest digit is small, as for any number within the modulus.
    let bound = |i: usize, digit: i64| {
        if i + 1 == 2 * pairs {
            digit >> 18
        } else {
            digit
        }
    };
    let mut samples = vec![
        zero(pairs),
        number(pairs, |i| i64::from(i == 0)),
        number(pairs, |i| bound(i, HALF)),
        number(pairs, |i| bound(i, -HALF)),
        number(pairs, |i| bound(i, HALF - 1)),
        number(pairs, |i| bound(i, if i % 2 == 0 { HALF } else { -HALF })),
    ];
    for _ in 0..40 {
        samples.push(number(pairs, |i| {
            let random = rng.next_u64() >> (64 - DIGIT_BITS);
            bound(i, random.cast_signed() - HALF)
        }));
    }
    samples
}

/// Whether a product times R is what was multiplied, modulo each lane's scaled modulus.
fn check(what: &str, modulus: &[BigInt; 2], product: &[Pair], a: &[Pair], b: &[Pair]) {
    let r = BigInt::from(1) << (2 * DIGIT_BITS * product.len());
    for (lane, n) in modulus.iter().enumerate() {
        let rest = (value(product, lane) * &r - value(a, lane) * value(b, lane)) % n;
        assert_eq!(rest, BigInt::ZERO, "{what} of {} pairs", a.len());
        assert!(value(product, lane).magnitude() < n.magnitude(), "{what}");
    }
}

#[test]
fn multiplication_is_exact_for_every_number_of_digits() {
    for pairs in 1..=22 {
        // The first is zero, and the second leaves no room for a scaled modulus.
        for mut upper in samples(pairs, 1).into_iter().skip(2) {
            // One digit less than it may have, and positive.
            upper[pairs - 1] = [Floats::splat(1.0e12), Floats::splat(0.0)];
            let n: [BigInt; 2] = [0, 1].map(|lane| (value(&upper, lane) << DIGIT_BITS) - 1);
            assert!(n.iter().all(|n| n.sign() == Sign::Plus));
            let modulus = Modulus::new(upper);
            let mut multiplier = Multiplier::new(&modulus);
            let all = samples(pairs, 2);
            for (a, b) in all.iter().zip(all.iter().rev()) {
                let mut product = a.clone();
                multiplier.mul(&mut product, b);
                check("product", &n, &product, a, b);
                let mut square = a.clone();
                multiplier.square(&mut square);
                check("square", &n, &square, a, a);
            }
        }
    }
}
