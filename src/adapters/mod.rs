//! Implementations of the ports.

#[cfg(feature = "js")]
pub mod host;
pub mod memory;
#[cfg(feature = "web")]
pub mod web;
#[cfg(feature = "worker")]
pub mod worker;
