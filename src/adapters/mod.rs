//! Implementations of the ports.

pub mod memory;
#[cfg(feature = "web")]
pub mod web;
