//! `GET /healthz`: whether this deployment is configured, and what signs.

use crate::minter::Minter;
use crate::ports::{Platform, TokenStore};
use serde_json::{Value, json};

pub(super) fn body<P: Platform, S: TokenStore>(minter: &Minter<P, S>) -> Value {
    json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "signer": minter.signer().name().as_str(),
    })
}
