//! A private key in the form in which the kernel works, and its private-key operation.

use super::blinding::Blinding;
use super::columns::{self, DIGIT_BITS, Number};
use super::digits;
use super::lanes::Floats;
use super::power::{Exponents, power};
use super::words::{self, Modulus, Words, zero};
use crate::proto::error::Error;
use crate::proto::key::KeyProblem;
use pkcs1::{RsaPrivateKeyRef, UintRef};
use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

/// A key whose primes have at most 52 (L - 1) - 8 bits. R is 2^(52 L), W is 2^(32 s) for primes of
/// s words.
pub(super) struct Key<const L: usize> {
    n: Modulus,
    p: Modulus,
    q: Modulus,
    public_exponent: u64,
    exponents: Exponents,
    /// W^2 / q modulo p.
    coefficient: Words,
    scaled: columns::Modulus<L>,
    /// The scaled moduli themselves.
    scaled_words: [Words; 2],
    /// R.
    one: Number<L>,
    /// R^2: takes a number into Montgomery form.
    enter: Number<L>,
    /// W R^2: takes a number that was divided by W into Montgomery form.
    enter_reduced: Number<L>,
}

/// The numbers of a key file, as words.
pub(super) struct Parts {
    n: Words,
    p: Words,
    q: Words,
    dp: Words,
    dq: Words,
    coefficient: Words,
    public_exponent: u64,
}

impl Parts {
    pub(super) fn new(components: &RsaPrivateKeyRef<'_>) -> Result<Self, KeyProblem> {
        let longer = components
            .prime1
            .as_bytes()
            .len()
            .max(components.prime2.as_bytes().len());
        let len = longer.div_ceil(4);
        let number = |part: &UintRef<'_>, len: usize| match part.as_bytes() {
            bytes if bytes.len() <= 4 * len => Ok(words::from_bytes(bytes, len)),
            _ => Err(inconsistent("p * q = n")),
        };
        let n_len = components.modulus.as_bytes().len().div_ceil(4);
        let exponent = components.public_exponent.as_bytes();
        if exponent.len() > 5 {
            return Err(KeyProblem::Exponent);
        }
        Ok(Self {
            n: number(&components.modulus, n_len)?,
            p: number(&components.prime1, len)?,
            q: number(&components.prime2, len)?,
            dp: number(&components.exponent1, len)?,
            dq: number(&components.exponent2, len)?,
            coefficient: number(&components.coefficient, len)?,
            public_exponent: exponent.iter().fold(0, |e, byte| e << 8 | u64::from(*byte)),
        })
    }

    pub(super) fn prime_bits(&self) -> usize {
        words::bit_length(&self.p).max(words::bit_length(&self.q))
    }

    /// Checks that p and q are odd, differ, and multiply to n.
    fn check_product(&self) -> Result<(), KeyProblem> {
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
        Err(inconsistent("p * q = n"))
    }
}

fn inconsistent(equation: &'static str) -> KeyProblem {
    KeyProblem::Inconsistent { equation }
}

impl<const L: usize> Key<L> {
    /// Checks the parts and prepares them. No primality test: a wrong prime shows in the check of
    /// each result.
    pub(super) fn new(parts: Parts) -> Result<Self, KeyProblem> {
        parts.check_product()?;
        let bits = parts.prime_bits();
        let exponents = Exponents::new(&parts.dp, &parts.dq, bits);
        let (n, p, q) = (
            Modulus::new(parts.n),
            Modulus::new(parts.p),
            Modulus::new(parts.q),
        );
        let e = parts.public_exponent;
        if !is_inverse(&p, &parts.dp, e) || !is_inverse(&q, &parts.dq, e) {
            return Err(inconsistent(
                "e * dP = 1 mod (p - 1) and e * dQ = 1 mod (q - 1)",
            ));
        }
        let coefficient = p.enter(&parts.coefficient);
        let q_modulo_p = p.enter(&p.reduce(q.words()));
        if !words::equal(&p.mul(&coefficient, &q_modulo_p), &one_word(p.len())) {
            return Err(inconsistent("qInv * q = 1 mod p"));
        }
        let scaled_words = [scale(&p), scale(&q)];
        let [upper_p, upper_q] = [upper(&scaled_words[0]), upper(&scaled_words[1])];
        let both = |exponent: usize| -> Number<L> {
            digits::from_words(&p.power_of_two(exponent), &q.power_of_two(exponent))
        };
        Ok(Self {
            public_exponent: e,
            exponents,
            coefficient: p.enter(&coefficient),
            scaled: columns::Modulus {
                upper: digits::from_words(&upper_p, &upper_q),
            },
            scaled_words,
            one: both(DIGIT_BITS * L),
            enter: both(2 * DIGIT_BITS * L),
            enter_reduced: both(2 * DIGIT_BITS * L + 32 * p.len()),
            n,
            p,
            q,
        })
    }

    /// RSASP1 (RFC 8017, section 5.2.1), blinded, and checked with the public exponent.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`]; [`Error::SignerFault`] where the result does not verify, or
    /// the representative is not below the modulus.
    pub(super) fn private_operation(
        &self,
        representative: &[u8],
        len: usize,
        rng: &mut impl TryCryptoRng,
    ) -> Result<Vec<u8>, Error> {
        let message = words::from_bytes(representative, self.n.len());
        if representative.len() > len || words::sub(&mut message.clone(), self.n.words()) == 0 {
            return Err(Error::SignerFault);
        }
        let blinding = Blinding::new(&self.n, rng)?;
        let blinded = self.exponentiate(&message, &blinding.factor);
        let signature = self
            .n
            .mul(&self.n.enter(&self.recombine(&blinded)), &blinding.inverse);
        let check = self.n.public_power(&signature, self.public_exponent);
        if !words::equal(&check, &message) {
            return Err(Error::SignerFault);
        }
        Ok(words::to_bytes(&signature, len).to_vec())
    }

    /// (message * factor^e)^d in both lanes, up to multiples of the scaled moduli.
    fn exponentiate(&self, message: &[u32], factor: &[u32]) -> Number<L> {
        let scaled = &self.scaled;
        let message = digits::from_words(&self.p.reduce(message), &self.q.reduce(message));
        let message = scaled.mul(&message, &self.enter_reduced);
        let factor = scaled.mul(&digits::from_words(factor, factor), &self.enter);
        let mut mask = factor;
        for bit in (0..self.public_exponent.ilog2()).rev() {
            mask = scaled.square(&mask);
            if self.public_exponent >> bit & 1 == 1 {
                mask = scaled.mul(&mask, &factor);
            }
        }
        let base = scaled.mul(&message, &mask);
        let result = power(&base, &self.one, &self.exponents, scaled);
        let mut plain_one = [Floats::splat(0.0); L];
        plain_one
            .first_mut()
            .map(|digit| *digit = Floats::splat(1.0))
            .unwrap_or_default();
        scaled.mul(&result, &plain_one)
    }

    /// Garner's formula: m2 + q ((m1 - m2) / q modulo p).
    fn recombine(&self, residues: &Number<L>) -> Words {
        let [scaled_p, scaled_q] = &self.scaled_words;
        let len = 2 * self.p.len();
        let m1 = digits::to_words(residues, 0, scaled_p, len);
        let m2 = digits::to_words(residues, 1, scaled_q, len);
        let m2 = self.q.enter(&self.q.reduce(&m2));
        let mut difference = self.p.reduce(&m1);
        self.p.sub(&mut difference, &self.p.reduce(&m2));
        let factor = self.p.mul(&difference, &self.coefficient);
        let mut result = words::multiply(&factor, self.q.words());
        words::add(&mut result, &m2);
        result.truncate(self.n.len());
        result
    }
}

fn one_word(len: usize) -> Words {
    let mut one = zero(len);
    one.iter_mut().take(1).for_each(|word| *word = 1);
    one
}

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

/// The multiple of the modulus that is -1 modulo 2^52.
fn scale(modulus: &Modulus) -> Words {
    let low = modulus
        .words()
        .iter()
        .take(2)
        .rev()
        .fold(0, |low, word| low << 32 | u64::from(*word));
    let mut inverse = low;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(low.wrapping_mul(inverse)));
    }
    let factor = inverse.wrapping_neg() & ((1 << DIGIT_BITS) - 1);
    words::multiply(modulus.words(), &[factor as u32, (factor >> 32) as u32])
}

/// (scaled + 1) / 2^52.
fn upper(scaled: &Words) -> Words {
    let mut sum = scaled.clone();
    words::add(&mut sum, &[1]);
    let shifted = sum.iter().skip(1).zip(sum.iter().skip(2).chain([&0]));
    Zeroizing::new(shifted.map(|(low, high)| low >> 20 | high << 12).collect())
}
