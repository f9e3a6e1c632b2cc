//! The numbers of a key file as words, and whether they belong together.

use super::super::shape::check_balance;
use super::words::{self, Modulus, Words, zero};
use crate::proto::key::{KeyProblem, RsaNumbers};

pub(super) struct Parts {
    pub(super) n: Words,
    d: Words,
    pub(super) p: Words,
    pub(super) q: Words,
    pub(super) dp: Words,
    pub(super) dq: Words,
    pub(super) coefficient: Words,
    pub(super) public_exponent: u64,
}

/// Whether the numbers belong together: the one check of all builds. Whether p and q are prime is
/// not asked, as it takes longer than a signature.
///
/// # Errors
/// The equation that does not hold.
pub(in super::super) fn check_numbers(numbers: &RsaNumbers<'_>) -> Result<(), KeyProblem> {
    let parts = Parts::new(numbers)?;
    parts.check_product()?;
    let (p, q) = (Modulus::new(&parts.p), Modulus::new(&parts.q));
    parts.check_crt(&p, &q).map(drop)
}

impl Parts {
    /// Reads the numbers; p and q get as many words as the longer of them.
    ///
    /// # Errors
    /// A number too long to belong to the others.
    pub(super) fn new(numbers: &RsaNumbers<'_>) -> Result<Self, KeyProblem> {
        check_balance(numbers)?;
        let longer = numbers.prime1.len().max(numbers.prime2.len());
        let (double, len) = (numbers.modulus.len().div_ceil(4), longer.div_ceil(4));
        let number = |bytes: &[u8], len: usize, problem| match bytes.len() <= 4 * len {
            true => Ok(words::from_bytes(bytes, len)),
            false => Err(problem),
        };
        let exponent = numbers.public_exponent;
        if exponent.len() > 5 {
            return Err(KeyProblem::Exponent);
        }
        Ok(Self {
            n: number(numbers.modulus, double, PRODUCT)?,
            d: number(numbers.private_exponent, double, PRIVATE_EXPONENT)?,
            p: number(numbers.prime1, len, PRODUCT)?,
            q: number(numbers.prime2, len, PRODUCT)?,
            dp: number(numbers.exponent1, len, EXPONENTS)?,
            dq: number(numbers.exponent2, len, EXPONENTS)?,
            coefficient: number(numbers.coefficient, len, COEFFICIENT)?,
            public_exponent: exponent.iter().fold(0, |e, byte| e << 8 | u64::from(*byte)),
        })
    }

    /// The length of the longer prime.
    pub(super) fn prime_bits(&self) -> usize {
        words::bit_length(&self.p).max(words::bit_length(&self.q))
    }

    /// Checks that p and q are odd, differ, and multiply to n.
    ///
    /// # Errors
    /// That they do not.
    pub(super) fn check_product(&self) -> Result<(), KeyProblem> {
        let odd = |number: &Words| number.first().is_some_and(|word| word & 1 == 1);
        let long = |number: &Words| words::bit_length(number) > 256;
        let holds = self.n.len() <= 2 * self.p.len()
            && odd(&self.p)
            && odd(&self.q)
            && long(&self.p)
            && long(&self.q)
            && !words::equal(&self.p, &self.q)
            && words::equal(
                &words::multiply(&self.p, &self.q),
                &words::extended(&self.n, 2 * self.p.len()),
            );
        if holds && self.public_exponent & 1 == 1 && self.public_exponent > 1 {
            return Ok(());
        }
        Err(PRODUCT)
    }

    /// Checks d and the CRT values, and gives W^2 qInv modulo p, where W is 2 to the bits of p's
    /// words.
    ///
    /// # Errors
    /// The equation that does not hold.
    pub(super) fn check_crt(&self, p: &Modulus, q: &Modulus) -> Result<Words, KeyProblem> {
        let e = self.public_exponent;
        if !is_inverse(p, &self.dp, e) || !is_inverse(q, &self.dq, e) {
            return Err(EXPONENTS);
        }
        // RFC 8017, section 3.2, has d below n.
        let below_n = words::is_below(&self.d, &self.n);
        if !below_n || !is_rest(p, &self.d, &self.dp) || !is_rest(q, &self.d, &self.dq) {
            return Err(PRIVATE_EXPONENT);
        }
        let coefficient = p.enter(&self.coefficient);
        let product = p.mul(&coefficient, &p.enter(&p.reduce(q.words())));
        let below_p = words::is_below(&self.coefficient, p.words());
        if !below_p || !words::equal(&product, &words::one(p.len())) {
            return Err(COEFFICIENT);
        }
        Ok(p.enter(&coefficient))
    }
}

const PRODUCT: KeyProblem = KeyProblem::Inconsistent {
    equation: "p * q = n",
};
const EXPONENTS: KeyProblem = KeyProblem::Inconsistent {
    equation: "e * dP = 1 mod (p - 1) and e * dQ = 1 mod (q - 1)",
};
const PRIVATE_EXPONENT: KeyProblem = KeyProblem::Inconsistent {
    equation: "dP = d mod (p - 1) and dQ = d mod (q - 1)",
};
const COEFFICIENT: KeyProblem = KeyProblem::Inconsistent {
    equation: "qInv * q = 1 mod p",
};

/// Whether e * d = 1 modulo p - 1, and d is below p.
fn is_inverse(p: &Modulus, d: &[u32], e: u64) -> bool {
    let mut product = words::multiply(d, &[e as u32, (e >> 32) as u32]);
    let positive = words::sub(&mut product, &[1]) == 0;
    positive && words::is_below(d, p.words()) && is_multiple_of_less_one(p, &product)
}

/// Whether d leaves this rest modulo p - 1, below which the rest is known to be.
fn is_rest(p: &Modulus, d: &Words, rest: &[u32]) -> bool {
    let mut difference = words::extended(d, d.len().max(rest.len()));
    let positive = words::sub(&mut difference, rest) == 0;
    positive && is_multiple_of_less_one(p, &difference)
}

/// Whether a number below n is t (p - 1) = t p - t: its negation modulo p is t, less a multiple of
/// p. With primes of half of n's length t is at most a little above 4 p.
fn is_multiple_of_less_one(p: &Modulus, number: &Words) -> bool {
    let len = p.len();
    let mut t = zero(len);
    p.sub(&mut t, &p.enter(&p.reduce(number)));
    let mut t = words::extended(&t, len + 1);
    let mut less_one = words::extended(p.words(), len);
    words::sub(&mut less_one, &[1]);
    let number = words::extended(number, 2 * len + 1);
    (0..5).fold(false, |found, _| {
        let equal = words::equal(&words::multiply(&t, &less_one), &number);
        words::add(&mut t, p.words());
        found | equal
    })
}
