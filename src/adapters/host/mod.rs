//! What the npm package's JavaScript gives: `Host` in `src/js/minter/host.js`. Network, timers, stores and
//! WebCrypto are reached through it and not through bindings of their own, each of which would make
//! the WebAssembly larger for every page that downloads it.

mod platform;
mod signer;
mod store;

pub use platform::HostPlatform;
pub use signer::HostSigner;
pub use store::HostStore;

use alloc::string::String;
use alloc::vec::Vec;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Its methods never throw, and their promises never reject: what failed is `undefined`.
    #[derive(Clone, Debug)]
    pub type Host;

    /// Milliseconds since 1970.
    #[wasm_bindgen(method)]
    fn now(this: &Host) -> f64;

    /// A promise that is kept after so many milliseconds.
    #[wasm_bindgen(method)]
    fn sleep(this: &Host, millis: u32) -> Promise;

    /// A promise of an `Answer` with at most `limit` bytes and one more, within so many milliseconds.
    #[wasm_bindgen(method)]
    fn post(
        this: &Host,
        url: &str,
        content_type: &str,
        body: &str,
        limit: u32,
        millis: u32,
    ) -> Promise;

    /// Notes that a signature did not verify.
    #[wasm_bindgen(method, js_name = signerFault)]
    fn signer_fault(this: &Host, signer: &str, recovered: bool);

    /// A promise of an RS256 signature by WebCrypto.
    #[wasm_bindgen(method)]
    fn sign(this: &Host, message: &[u8]) -> Promise;

    /// A promise of the `StoredToken` under a key.
    #[wasm_bindgen(method)]
    fn load(this: &Host, key: &[u8]) -> Promise;

    /// Keeps a token under a key; both times are in milliseconds since 1970, `scopes` those granted
    /// where they are others than were asked for.
    #[wasm_bindgen(method)]
    fn save(
        this: &Host,
        key: &[u8],
        token: &str,
        obtained_at: f64,
        expires_at: f64,
        scopes: Option<String>,
    ) -> Promise;

    /// Drops what is under a key.
    #[wasm_bindgen(method)]
    fn remove(this: &Host, key: &[u8]) -> Promise;

    type Answer;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> u16;
    #[wasm_bindgen(method, getter)]
    fn date(this: &Answer) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Answer) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Answer) -> Vec<u8>;

    type StoredToken;
    #[wasm_bindgen(method, getter)]
    fn token(this: &StoredToken) -> String;
    #[wasm_bindgen(method, getter, js_name = obtainedAt)]
    fn obtained_at(this: &StoredToken) -> f64;
    #[wasm_bindgen(method, getter, js_name = expiresAt)]
    fn expires_at(this: &StoredToken) -> f64;
    #[wasm_bindgen(method, getter)]
    fn scopes(this: &StoredToken) -> Option<String>;
}
