//! The faces: they translate between JavaScript and the minter or the server, and decide nothing.

#[cfg(feature = "js")]
mod js;
#[cfg(feature = "signer-tests")]
mod signer_tests;
#[cfg(feature = "worker")]
mod worker;
