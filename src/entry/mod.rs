//! The faces: they translate between JavaScript and the minter or the server, and decide nothing.

#[cfg(feature = "diagnose")]
#[allow(unreachable_pub, reason = "wasm-bindgen takes public functions only")]
mod diagnose;
#[cfg(feature = "js")]
mod js;
#[cfg(feature = "signer-tests")]
mod signer_tests;
#[cfg(feature = "tools")]
#[allow(unreachable_pub, reason = "wasm-bindgen takes public functions only")]
mod tools;
#[cfg(all(
    any(feature = "diagnose", feature = "js"),
    not(feature = "server"),
    target_arch = "wasm32"
))]
mod without_std;
#[cfg(feature = "worker")]
mod worker;
