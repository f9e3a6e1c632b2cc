//! A blinding factor and its inverse, fresh for each signature.

use super::faults::{self, Site};
use super::words::{self, Modulus, Words};
use crate::proto::signer::SignerError;
use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

/// The factor is a product of eight words: nobody guesses 240 random bits, their e-th power fills
/// every modulus, and to divide by one word after the other is short work.
const WORDS: usize = 8;

pub(super) struct Blinding {
    /// r, below 2^256.
    pub(super) factor: Words,
    /// 1 / r modulo n.
    pub(super) inverse: Words,
}

impl Blinding {
    /// Draws r. It has an inverse because the factors of n are longer than the words.
    ///
    /// # Errors
    /// [`SignerError::EntropyUnavailable`].
    pub(super) fn new(n: &Modulus, rng: &mut impl TryCryptoRng) -> Result<Self, SignerError> {
        let mut bytes = Zeroizing::new([0; 4 * WORDS]);
        rng.try_fill_bytes(&mut bytes[..])
            .map_err(|_| SignerError::EntropyUnavailable)?;
        let mut factor = words::one(1);
        let mut inverse = words::one(n.len());
        for word in words::from_bytes(&bytes[..], WORDS).iter() {
            let divisor = Divisor::new(word | 1 | 1 << 31);
            factor = words::multiply(&factor, &[divisor.word]);
            inverse = divisor.divide(&inverse, n);
        }
        factor.truncate(WORDS);
        faults::strike_words(Site::BlindingFactor, &mut factor);
        faults::strike_words(Site::BlindingInverse, &mut inverse);
        Ok(Self { factor, inverse })
    }
}

/// An odd word with its highest bit set.
struct Divisor {
    word: u32,
    /// -1 / word modulo 2^32.
    negated_inverse: u32,
}

impl Divisor {
    fn new(word: u32) -> Self {
        let negated_inverse = words::negated_inverse(word);
        Self {
            word,
            negated_inverse,
        }
    }

    /// x / word modulo n, for x below n: x + n k is a multiple of the word for k = -x / n modulo
    /// the word, and the quotient is below n again.
    fn divide(&self, x: &[u32], n: &Modulus) -> Words {
        // Both residues come divided by one power of 2^32, which cancels out; what the product
        // is divided by, the divisor is as well.
        let divisor = self.invert(self.reduce(u64::from(self.residue(n.words()))));
        let ratio = self.reduce(u64::from(self.residue(x)) * u64::from(divisor));
        let not_zero = u32::from(ratio != 0).wrapping_neg();
        let k = (self.word - ratio) & not_zero;
        let mut multiple = words::multiply(n.words(), &[k]);
        words::add(&mut multiple, x);
        self.divide_exactly(multiple, n.len())
    }

    /// a / 2^(32 times its words) modulo the word.
    fn residue(&self, a: &[u32]) -> u32 {
        a.iter().fold(0, |sum, word| {
            self.reduce(u64::from(sum) + u64::from(*word))
        })
    }

    /// a / 2^32 modulo the word, for a below 2^32 words.
    fn reduce(&self, a: u64) -> u32 {
        let word = u64::from(self.word);
        let multiple = u64::from((a as u32).wrapping_mul(self.negated_inverse)) * word;
        // The low halves add up to 2^32, or to nothing where both are zero.
        let sum = (a >> 32) + (multiple >> 32) + u64::from(a as u32 != 0);
        let less = sum.wrapping_sub(word);
        let below = (less >> 63).wrapping_neg();
        less.wrapping_add(word & below) as u32
    }

    /// 1 / a modulo the word, to which a is coprime. Euclid's algorithm by halves, with as many
    /// steps for every number.
    fn invert(&self, a: u32) -> u32 {
        let word = u64::from(self.word);
        // u = a x and v = a y modulo the word.
        let (mut u, mut v, mut x, mut y) = (u64::from(a), word, 1, 0);
        for _ in 0..64 {
            let odd = (u & 1).wrapping_neg();
            let swap = (u.wrapping_sub(v) >> 63).wrapping_neg() & odd;
            (u, v) = swapped(u, v, swap);
            (x, y) = swapped(x, y, swap);
            u = (u - (v & odd)) >> 1;
            x = x.wrapping_sub(y & odd);
            x = x.wrapping_add(word & (x >> 63).wrapping_neg());
            x = (x + (word & (x & 1).wrapping_neg())) >> 1;
        }
        y as u32
    }

    /// a / word where nothing is left over, from the lowest word on.
    fn divide_exactly(&self, a: Words, len: usize) -> Words {
        let inverse = self.negated_inverse.wrapping_neg();
        let mut quotient = words::zero(len);
        let mut borrow = 0;
        for (digit, a) in quotient.iter_mut().zip(a.iter()) {
            let rest = u64::from(*a).wrapping_sub(borrow);
            *digit = (rest as u32).wrapping_mul(inverse);
            let multiple = u64::from(*digit) * u64::from(self.word);
            borrow = (multiple >> 32) + (rest >> 63);
        }
        quotient
    }
}

/// The two, exchanged where the mask is all ones.
const fn swapped(a: u64, b: u64, mask: u64) -> (u64, u64) {
    let difference = (a ^ b) & mask;
    (a ^ difference, b ^ difference)
}
