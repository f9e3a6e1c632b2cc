//! The numbers of a key file as words, and whether they belong together.

use super::words::{self, Modulus, Words, zero};
use crate::proto::key::{KeyProblem, RsaNumbers};
use zeroize::Zeroizing;

pub(super) struct Parts {
    pub(super) n: Words,
    pub(super) p: Words,
    pub(super) q: Words,
    pub(super) dp: Words,
    pub(super) dq: Words,
    pub(super) coefficient: Words,
    pub(super) public_exponent: u64,
}

/// Whether the numbers belong together, for somebody who does not want to sign.
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
        let longer = numbers.prime1.len().max(numbers.prime2.len());
        let len = longer.div_ceil(4);
        let number = |bytes: &[u8], len: usize| match bytes.len() <= 4 * len {
            true => Ok(words::from_bytes(bytes, len)),
            false => Err(PRODUCT),
        };
        let exponent = numbers.public_exponent;
        if exponent.len() > 5 {
            return Err(KeyProblem::Exponent);
        }
        Ok(Self {
            n: number(numbers.modulus, numbers.modulus.len().div_ceil(4))?,
            p: number(numbers.prime1, len)?,
            q: number(numbers.prime2, len)?,
            dp: number(numbers.exponent1, len)?,
            dq: number(numbers.exponent2, len)?,
            coefficient: number(numbers.coefficient, len)?,
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
        let mut n = zero(2 * self.p.len());
        let fits = self.n.len() <= n.len();
        n.iter_mut()
            .zip(self.n.iter())
            .for_each(|(to, from)| *to = *from);
        let holds = fits
            && odd(&self.p)
            && odd(&self.q)
            && long(&self.p)
            && long(&self.q)
            && !words::equal(&self.p, &self.q)
            && words::equal(&words::multiply(&self.p, &self.q), &n);
        if holds && self.public_exponent & 1 == 1 && self.public_exponent > 1 {
            return Ok(());
        }
        Err(PRODUCT)
    }

    /// Checks the CRT values, and gives W^2 qInv modulo p, where W is 2 to the bits of p's words.
    ///
    /// # Errors
    /// The equation that does not hold.
    pub(super) fn check_crt(&self, p: &Modulus, q: &Modulus) -> Result<Words, KeyProblem> {
        let e = self.public_exponent;
        if !is_inverse(p, &self.dp, e) || !is_inverse(q, &self.dq, e) {
            return Err(EXPONENTS);
        }
        let coefficient = p.enter(&self.coefficient);
        let q_modulo_p = p.enter(&p.reduce(q.words()));
        if !words::equal(&p.mul(&coefficient, &q_modulo_p), &words::one(p.len())) {
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
const COEFFICIENT: KeyProblem = KeyProblem::Inconsistent {
    equation: "qInv * q = 1 mod p",
};

/// Whether e * d = 1 modulo p - 1, for d below p: then e * d - 1 = t (p - 1) = t p - t for some t
/// below e, so its negation modulo p is t itself.
fn is_inverse(p: &Modulus, d: &[u32], e: u64) -> bool {
    let e = [e as u32, (e >> 32) as u32];
    let mut product = words::multiply(d, &e);
    let none = words::sub(&mut product, &[1]);
    let mut t: Words = Zeroizing::new(p.words().to_vec());
    words::sub(&mut t, &p.enter(&p.reduce(&product)));
    let mut p_less_one: Words = Zeroizing::new(p.words().to_vec());
    words::sub(&mut p_less_one, &[1]);
    let (t, rest) = t.split_at(e.len());
    let small = words::equal(rest, &zero(rest.len()));
    none == 0 && small && words::equal(&words::multiply(&p_less_one, t), &product)
}
