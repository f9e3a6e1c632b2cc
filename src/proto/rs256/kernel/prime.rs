//! Whether a number is prime: asked by those who look at a key, and where no signature verifies, to
//! know whether the key or the machine is at fault.

use super::words::{self, Modulus};

/// For an odd number above one, in big-endian bytes.
pub(in super::super) fn is_composite(number: &[u8]) -> bool {
    let number = words::from_bytes(number, number.len().div_ceil(4));
    is_composite_modulus(&Modulus::new(&number))
}

/// Fermat's test to the base two, 2^(p - 1) = 1 modulo p, which next to no composite passes, and no
/// prime fails. Both squares and doubles are computed for every bit.
pub(super) fn is_composite_modulus(p: &Modulus) -> bool {
    let one = p.enter(&words::one(p.len()));
    let mut power = one.clone();
    // The lowest bit of p - 1 is not set.
    let bits = (1..32 * p.len()).map(|at| (at / 32, at % 32)).rev();
    for (word, bit) in bits {
        power = p.mul(&power, &power);
        let set = p.words().get(word).map_or(0, |word| word >> bit & 1);
        p.double_if(&mut power, set);
    }
    let power = p.mul(&power, &power);
    !words::equal(&power, &one)
}
