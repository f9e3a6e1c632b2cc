//! A service account's key: who signs, and with what.

mod account;
mod der;
mod encoded;
mod file;
mod pem;
mod problem;
mod review;
mod signing_account;

pub use account::ServiceAccount;
pub use der::RsaNumbers;
pub use encoded::EncodedKey;
pub use problem::{KeyError, KeyProblem};
pub(crate) use review::{Review, public_key, review_key_file, review_private_key};
pub use signing_account::ServiceAccountKey;

#[cfg(test)]
mod tests;
