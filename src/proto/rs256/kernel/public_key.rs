//! Checking the signatures of others, with the arithmetic that checks the kernel's own: it is in
//! every build, and nothing here is secret, so the `rsa` crate would add code and no safety.

use super::super::emsa;
use super::super::shape::{MODULUS_BITS, bit_length};
use super::words::{self, Modulus};
use core::fmt;

/// The one public exponent that is taken.
const EXPONENT: u64 = 65537;

/// A public RSA key that checks RS256 signatures.
pub struct PublicKey {
    modulus_len: usize,
    modulus: Modulus,
}

impl PublicKey {
    /// From big-endian numbers without leading zeros, as a JSON Web Key holds them. `None` where the
    /// modulus is even or has not 2048 to 4096 bits, or the exponent is not 65537.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let odd = modulus.last()? & 1 == 1;
        let fits = *modulus.first()? != 0 && MODULUS_BITS.contains(&bit_length(modulus));
        let usual = exponent == [1, 0, 1];
        (odd && fits && usual).then(|| {
            let modulus_len = modulus.len();
            let modulus = words::from_bytes(modulus, modulus_len.div_ceil(4));
            Self {
                modulus_len,
                modulus: Modulus::new(&modulus),
            }
        })
    }

    /// Whether this is the signature of `message` (RFC 8017, section 8.2.2): of the modulus's length,
    /// below it, and opening to the whole encoded message, which is compared and not parsed.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        if signature.len() != self.modulus_len {
            return false;
        }
        let number = words::from_bytes(signature, self.modulus.len());
        if !words::is_below(&number, self.modulus.words()) {
            return false;
        }
        let power = self
            .modulus
            .public_power(&self.modulus.enter(&number), EXPONENT);
        let opened = words::to_bytes(&self.modulus.reduce(&power), self.modulus_len);
        *opened == emsa::encode_sha256(message, self.modulus_len)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bytes)", self.modulus_len)
    }
}
