//! The private-key operation in WebAssembly's relaxed SIMD: the two exponentiations of the Chinese
//! remainder theorem side by side in the two lanes of a vector.
//!
//! No branch, index or early end depends on the primes, their exponents or the message. The base
//! is blinded with fresh randomness, and every result is checked with the public exponent, by
//! other code than made it, before it leaves.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "it is arithmetic throughout: carries are counted, and lengths are a key's"
)]

mod blinding;
mod columns;
mod digits;
pub mod faults;
mod key;
mod lanes;
mod parts;
mod power;
mod prime;
mod public_key;
mod words;

pub use key::FastKey;
pub(super) use parts::check_numbers;
pub(super) use prime::is_composite;
pub use public_key::PublicKey;

#[cfg(test)]
mod tests;
