//! Whole numbers as 32-bit words, least significant first, and plain Montgomery arithmetic on them:
//! for what is done once a signature, and for checking it with other code than made it.
//!
//! Loops run over lengths, which are public; selections are by mask.

#![allow(
    clippy::indexing_slicing,
    reason = "bounds follow from the lengths alone"
)]

use alloc::vec;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// A secret number.
pub(super) type Words = Zeroizing<Vec<u32>>;

pub(super) fn zero(len: usize) -> Words {
    Zeroizing::new(vec![0; len])
}

pub(super) fn one(len: usize) -> Words {
    let mut one = zero(len);
    one[0] = 1;
    one
}

/// From big-endian bytes, to `len` words; what does not fit must be zero.
#[inline(never)]
pub(super) fn from_bytes(bytes: &[u8], len: usize) -> Words {
    let mut words = zero(len);
    for (word, chunk) in words.iter_mut().zip(bytes.rchunks(4)) {
        *word = chunk
            .iter()
            .fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    words
}

/// To big-endian bytes, exactly `len` of them.
#[inline(never)]
pub(super) fn to_bytes(words: &[u32], len: usize) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(vec![0; len]);
    for (chunk, word) in bytes.rchunks_mut(4).zip(words) {
        let be = word.to_be_bytes();
        chunk.copy_from_slice(&be[4 - chunk.len()..]);
    }
    bytes
}

/// The low half and the carry of a double word.
const fn split(wide: u64) -> (u32, u64) {
    (wide as u32, wide >> 32)
}

/// a += b; says the carry. `b` is no longer than `a`.
#[inline(never)]
pub(super) fn add(a: &mut [u32], b: &[u32]) -> u64 {
    let mut carry = 0;
    let b = b.iter().copied().chain(core::iter::repeat(0));
    for (a, b) in a.iter_mut().zip(b) {
        (*a, carry) = split(u64::from(*a) + u64::from(b) + carry);
    }
    carry
}

/// a -= b; says the borrow. `b` is no longer than `a`.
#[inline(never)]
pub(super) fn sub(a: &mut [u32], b: &[u32]) -> u64 {
    let mut borrow = 0;
    let b = b.iter().copied().chain(core::iter::repeat(0));
    for (a, b) in a.iter_mut().zip(b) {
        let difference = u64::from(*a)
            .wrapping_sub(u64::from(b))
            .wrapping_sub(borrow);
        *a = difference as u32;
        borrow = difference >> 63;
    }
    borrow
}

/// a * b, as long as both together.
#[inline(never)]
pub(super) fn multiply(a: &[u32], b: &[u32]) -> Words {
    let mut product = zero(a.len() + b.len());
    for (i, a) in a.iter().enumerate() {
        let carry = add_multiple(&mut product[i..], *a, b);
        product[i + b.len()] = carry;
    }
    product
}

/// sum += factor * b over b's length; says the carry.
#[inline(never)]
fn add_multiple(sum: &mut [u32], factor: u32, b: &[u32]) -> u32 {
    let mut carry = 0;
    for (sum, b) in sum.iter_mut().zip(b) {
        let wide = u64::from(factor) * u64::from(*b) + u64::from(*sum) + carry;
        (*sum, carry) = split(wide);
    }
    carry as u32
}

/// The same with two factors at once, whose carries do not wait for each other.
#[inline(never)]
fn add_two_multiples(sum: &mut [u32], factors: [u32; 2], b: [&[u32]; 2]) -> u64 {
    let [first, second] = factors.map(u64::from);
    let (mut carry, mut other) = (0, 0);
    for (sum, (b, c)) in sum.iter_mut().zip(b[0].iter().zip(b[1])) {
        let wide = first * u64::from(*b) + u64::from(*sum) + carry;
        carry = wide >> 32;
        let wide = second * u64::from(*c) + u64::from(wide as u32) + other;
        (*sum, other) = split(wide);
    }
    carry + other
}

/// -1 / odd modulo 2^32, by Newton's iteration.
pub(super) fn negated_inverse(odd: u32) -> u32 {
    let mut inverse = odd;
    for _ in 0..4 {
        inverse = inverse.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(inverse)));
    }
    inverse.wrapping_neg()
}

/// Significant bits; for numbers whose length is public.
pub(super) fn bit_length(words: &[u32]) -> usize {
    let used = words
        .iter()
        .rposition(|word| *word != 0)
        .map_or(0, |last| last + 1);
    match words[..used].last() {
        Some(last) => 32 * used - last.leading_zeros() as usize,
        None => 0,
    }
}

/// The number with zeros above it, `len` words in all.
pub(super) fn extended(words: &[u32], len: usize) -> Words {
    let mut extended = zero(len);
    add(&mut extended, words);
    extended
}

/// Whether a < b, for numbers of one length.
pub(super) fn is_below(a: &[u32], b: &[u32]) -> bool {
    sub(&mut extended(a, a.len()), b) == 1
}

/// Whether two numbers of one length are equal, found out in constant time.
pub(super) fn equal(a: &[u32], b: &[u32]) -> bool {
    let difference = a.iter().zip(b).fold(0, |all, (a, b)| all | (a ^ b));
    a.len() == b.len() && core::hint::black_box(difference) == 0
}

/// Makes a the other where the mask is all ones.
fn select(a: &mut [u32], other: &[u32], mask: u32) {
    for (a, other) in a.iter_mut().zip(other) {
        *a = (*a & !mask) | (other & mask);
    }
}

/// An odd modulus of s words; W is 2^(32 s).
pub(super) struct Modulus {
    words: Words,
    negated_inverse: u32,
    /// W^2.
    square_of_w: Words,
}

impl Modulus {
    /// `words` is odd and above one.
    #[inline(never)]
    pub(super) fn new(words: &Words) -> Self {
        let mut modulus = Self {
            words: words.clone(),
            negated_inverse: negated_inverse(words[0]),
            square_of_w: zero(words.len()),
        };
        modulus.square_of_w = modulus.square_of_w();
        modulus
    }

    pub(super) fn words(&self) -> &[u32] {
        &self.words
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Doubles up to W * 2^d, then squares in Montgomery form, which doubles the distance from W.
    fn square_of_w(&self) -> Words {
        let width = 32 * self.len();
        let squarings = (width / 32).trailing_zeros().min(5);
        let distance = width >> squarings;
        // The highest power of two below the modulus, whose length is public.
        let top = bit_length(&self.words) - 1;
        let mut power = zero(self.len());
        power[top / 32] = 1 << (top % 32);
        for _ in 0..width + distance - top {
            self.double(&mut power);
        }
        for _ in 0..squarings {
            power = self.mul(&power, &power);
        }
        power
    }

    /// 2^exponent, for an exponent below 32 s.
    pub(super) fn small_power_of_two(&self, exponent: usize) -> Words {
        let mut power = zero(self.len());
        power[exponent / 32] = 1 << (exponent % 32);
        power
    }

    fn double(&self, a: &mut Words) {
        let copy = a.clone();
        let carry = add(a, &copy);
        self.subtract_once(a, carry);
    }

    /// a - b.
    pub(super) fn sub(&self, a: &mut Words, b: &[u32]) {
        let mask = (sub(a, b) as u32).wrapping_neg();
        let correction: Words = Zeroizing::new(self.words.iter().map(|word| word & mask).collect());
        add(a, &correction);
    }

    /// Takes the modulus off where `a` with its carry is not below it.
    #[inline(never)]
    fn subtract_once(&self, a: &mut Words, carry: u64) {
        let mut less = a.clone();
        let borrow = sub(&mut less, &self.words);
        // Below the modulus: no carry, and the subtraction borrowed.
        let keep = ((carry as u32) | (borrow as u32 ^ 1)).wrapping_sub(1);
        select(a, &less, !keep);
    }

    /// 2 a where `set` is one, a where it is zero.
    pub(super) fn double_if(&self, a: &mut Words, set: u32) {
        let mut double = a.clone();
        self.double(&mut double);
        select(a, &double, set.wrapping_neg());
    }

    /// a / W for a < modulus * W.
    pub(super) fn reduce(&self, a: &[u32]) -> Words {
        let len = self.len();
        let mut sum = zero(2 * len + 1);
        sum[..a.len()].copy_from_slice(a);
        let mut carries = 0;
        for i in 0..len {
            let quotient = sum[i].wrapping_mul(self.negated_inverse);
            let carry = add_multiple(&mut sum[i..i + len], quotient, &self.words);
            let wide = u64::from(sum[i + len]) + u64::from(carry) + carries;
            (sum[i + len], carries) = split(wide);
        }
        self.upper_half(&sum, carries + u64::from(sum[2 * len]))
    }

    /// a * b / W; one of them below the modulus, the other below W, each of s words.
    pub(super) fn mul(&self, a: &[u32], b: &[u32]) -> Words {
        let len = self.len();
        let mut sum = zero(2 * len);
        let mut carries = 0;
        for (i, a) in a.iter().enumerate() {
            let lowest = a.wrapping_mul(b[0]).wrapping_add(sum[i]);
            let quotient = lowest.wrapping_mul(self.negated_inverse);
            let rows = [b, &self.words[..]];
            let carry = add_two_multiples(&mut sum[i..i + len], [*a, quotient], rows);
            (sum[i + len], carries) = split(carry + carries);
        }
        self.upper_half(&sum, carries)
    }

    /// What a sum is after division by W, the modulus taken off where it is not below that.
    fn upper_half(&self, sum: &[u32], carry: u64) -> Words {
        let mut result: Words = Zeroizing::new(sum[self.len()..2 * self.len()].to_vec());
        self.subtract_once(&mut result, carry);
        result
    }

    /// a * W: into Montgomery form. `a` is below W.
    pub(super) fn enter(&self, a: &[u32]) -> Words {
        self.mul(a, &self.square_of_w)
    }

    /// a, below the modulus times W, reduced and in Montgomery form.
    pub(super) fn residue(&self, a: &[u32]) -> Words {
        self.enter(&self.enter(&self.reduce(a)))
    }

    /// a^e in Montgomery form, by the bits of the public exponent.
    pub(super) fn public_power(&self, a: &Words, exponent: u64) -> Words {
        let mut power = a.clone();
        for bit in (0..exponent.ilog2()).rev() {
            power = self.mul(&power, &power);
            if exponent >> bit & 1 == 1 {
                power = self.mul(&power, a);
            }
        }
        power
    }
}
