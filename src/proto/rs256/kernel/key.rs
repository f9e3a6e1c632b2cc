//! A private key in the form in which the kernel works, and its private-key operation.

use super::blinding::Blinding;
use super::columns::{self, DIGIT_BITS, Multiplier, Number};
use super::digits;
use super::faults::{self, Site};
use super::lanes::{self, Floats};
use super::parts::Parts;
use super::power::{Exponents, power};
use super::prime::is_composite_modulus;
use super::words::{self, Modulus, Words};
use crate::proto::key::{KeyProblem, RsaNumbers};
use crate::proto::signer::SignerError;
use alloc::vec::Vec;
use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

/// The longest prime that is taken, in bits: a half of 4096 and some more.
const LONGEST_PRIME: usize = 2072;

/// A private key for the raw operation.
///
/// R is 2^50 to the number of digits, W is 2^32 to the number of a prime's words.
pub struct FastKey {
    modulus_len: usize,
    n: Modulus,
    p: Modulus,
    q: Modulus,
    public_exponent: u64,
    exponents: Exponents,
    /// W^2 / q modulo p.
    coefficient: Words,
    scaled: columns::Modulus,
    /// The scaled moduli themselves.
    scaled_words: [Words; 2],
    /// R.
    one: Number,
    /// R^2: takes a number into Montgomery form.
    enter: Number,
    /// W R^2: takes a number that was divided by W into Montgomery form.
    enter_reduced: Number,
}

impl FastKey {
    /// Whether this engine's multiply-add is exact, without which there is no kernel.
    pub fn is_supported() -> bool {
        lanes::is_fused()
    }

    /// Checks that the numbers belong together, and prepares them. No primality test: a wrong
    /// prime shows in the check of each result.
    ///
    /// # Errors
    /// The equation that does not hold.
    pub fn new(numbers: &RsaNumbers<'_>) -> Result<Self, KeyProblem> {
        let parts = Parts::new(numbers)?;
        let bits = parts.prime_bits();
        if bits > LONGEST_PRIME {
            return Err(KeyProblem::TooLarge);
        }
        parts.check_product()?;
        let (p, q) = (Modulus::new(&parts.p), Modulus::new(&parts.q));
        let coefficient = parts.check_crt(&p, &q)?;
        // Scaling takes one digit more.
        let pairs = (bits + DIGIT_BITS + 8).div_ceil(2 * DIGIT_BITS);
        let scaled_words = [scale(&p), scale(&q)];
        let [upper_p, upper_q] = scaled_words.each_ref().map(upper);
        // R is W times this.
        let excess = 2 * DIGIT_BITS * pairs - 32 * p.len();
        let both = |power: fn(&Modulus, usize) -> Words| {
            digits::from_words(&power(&p, excess), &power(&q, excess), pairs)
        };
        Ok(Self {
            modulus_len: numbers.modulus.len(),
            n: Modulus::new(&parts.n),
            public_exponent: parts.public_exponent,
            exponents: Exponents::new(&parts.dp, &parts.dq, bits),
            coefficient,
            scaled: columns::Modulus::new(digits::from_words(&upper_p, &upper_q, pairs)),
            scaled_words,
            one: both(|m, excess| m.enter(&m.small_power_of_two(excess))),
            enter: both(|m, excess| m.enter(&m.enter(&m.small_power_of_two(2 * excess)))),
            enter_reduced: both(|m, excess| {
                m.enter(&m.enter(&m.enter(&m.small_power_of_two(2 * excess))))
            }),
            p,
            q,
        })
    }

    /// Whether p or q is no prime: then no signature can be expected to verify.
    pub(in super::super) fn is_composite(&self) -> bool {
        [&self.p, &self.q].into_iter().any(is_composite_modulus)
    }

    /// The modulus's length in bytes.
    pub fn modulus_len(&self) -> usize {
        self.modulus_len
    }

    /// RSASP1 (RFC 8017, section 5.2.1) on a big-endian representative smaller than the modulus,
    /// blinded, and checked with the public exponent; the result has the modulus's length.
    ///
    /// # Errors
    /// [`SignerError::EntropyUnavailable`] where `rng` fails; [`SignerError::Fault`] where the result
    /// does not verify or the representative is not smaller than the modulus.
    pub fn private_operation(
        &self,
        representative: &[u8],
        rng: &mut impl TryCryptoRng,
    ) -> Result<Vec<u8>, SignerError> {
        let message = words::from_bytes(representative, self.n.len());
        let below = words::is_below(&message, self.n.words());
        if representative.len() > self.modulus_len || !below {
            return Err(SignerError::Fault);
        }
        let blinding = Blinding::new(&self.n, rng)?;
        let blinded = self.exponentiate(&message, &blinding.factor);
        let signature = self
            .n
            .mul(&self.n.enter(&self.recombine(&blinded)), &blinding.inverse);
        if self.verifies(&signature, &message) {
            return Ok(words::to_bytes(&signature, self.modulus_len).to_vec());
        }
        Err(SignerError::Fault)
    }

    /// Whether signature^e is the message, modulo p and modulo q, which is modulo n: half the work,
    /// and by other code than made the signature.
    fn verifies(&self, signature: &[u32], message: &[u32]) -> bool {
        [&self.p, &self.q].into_iter().all(|prime| {
            let opened = prime.public_power(&prime.residue(signature), self.public_exponent);
            words::equal(&opened, &prime.residue(message))
        })
    }

    /// (message * factor^e)^d in both lanes, up to multiples of the scaled moduli.
    fn exponentiate(&self, message: &[u32], factor: &[u32]) -> Number {
        let pairs = self.one.len();
        let mut multiplier = Multiplier::new(&self.scaled);
        let (p, q) = (self.p.reduce(message), self.q.reduce(message));
        let mut base = digits::from_words(&p, &q, pairs);
        multiplier.mul(&mut base, &self.enter_reduced);
        let mut factor = digits::from_words(factor, factor, pairs);
        multiplier.mul(&mut factor, &self.enter);
        let mut mask = factor.clone();
        for bit in (0..self.public_exponent.ilog2()).rev() {
            multiplier.square(&mut mask);
            if self.public_exponent >> bit & 1 == 1 {
                multiplier.mul(&mut mask, &factor);
            }
        }
        multiplier.mul(&mut base, &mask);
        let mut result = power(&base, &self.one, &self.exponents, &mut multiplier);
        let mut plain_one = columns::zero(pairs);
        plain_one
            .iter_mut()
            .take(1)
            .for_each(|[digit, _]| *digit = Floats::splat(1.0));
        multiplier.mul(&mut result, &plain_one);
        faults::strike_digits(Site::Residues, result.as_flattened_mut());
        result
    }

    /// Garner's formula: m2 + q ((m1 - m2) / q modulo p).
    fn recombine(&self, residues: &Number) -> Words {
        let [scaled_p, scaled_q] = &self.scaled_words;
        let len = 2 * self.p.len();
        let m1 = digits::to_words(residues, 0, scaled_p, len);
        let m2 = digits::to_words(residues, 1, scaled_q, len);
        let m2 = self.q.enter(&self.q.reduce(&m2));
        let mut difference = self.p.reduce(&m1);
        self.p.sub(&mut difference, &self.p.reduce(&m2));
        let mut coefficient = self.coefficient.clone();
        faults::strike_words(Site::Coefficient, &mut coefficient);
        let factor = self.p.mul(&difference, &coefficient);
        let mut result = words::multiply(&factor, self.q.words());
        words::add(&mut result, &m2);
        result.truncate(self.n.len());
        faults::strike_words(Site::Recombination, &mut result);
        result
    }
}

/// The multiple of the modulus that is -1 modulo 2^50.
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

/// (scaled + 1) / 2^50.
fn upper(scaled: &Words) -> Words {
    let mut sum = scaled.clone();
    words::add(&mut sum, &[1]);
    let shifted = sum.iter().skip(1).zip(sum.iter().skip(2).chain([&0]));
    let shift = DIGIT_BITS as u32 - 32;
    Zeroizing::new(
        shifted
            .map(|(low, high)| low >> shift | high << (32 - shift))
            .collect(),
    )
}
