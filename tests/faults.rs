//! Bits that turn over within the kernel, by its arithmetic without vectors: the right signature
//! comes out, or none. tests/runtime/signer does the same in WebAssembly, and more of it.

#![cfg(feature = "faults")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::{hex, list, rng, vectors};
use edgemint::SignerError;
use edgemint::proto::key::RsaNumbers;
use edgemint::proto::rs256::kernel::FastKey;
use edgemint::proto::rs256::kernel::faults::{Fault, Site, plan};
use num_bigint::BigUint;
use serde_json::Value;

const SITES: [Site; 7] = [
    Site::BlindingFactor,
    Site::BlindingInverse,
    Site::Coefficient,
    Site::Power,
    Site::Recombination,
    Site::Residues,
    Site::Table,
];

/// Of each site, once and lasting.
const FAULTS: usize = 150;

/// A published key of 1024 bits, with a representative and its signature.
struct Example {
    key: FastKey,
    representative: Vec<u8>,
    signature: Vec<u8>,
}

fn example(vector: &Value) -> Example {
    let names = ["n", "e", "d", "p", "q", "dp", "dq", "qinv"];
    let numbers = names.map(|name| BigUint::from_bytes_be(&hex(vector, name)).to_bytes_be());
    let [n, e, d, p, q, dp, dq, coefficient] = &numbers;
    let key = FastKey::new(&RsaNumbers {
        modulus: n,
        public_exponent: e,
        private_exponent: d,
        prime1: p,
        prime2: q,
        exponent1: dp,
        exponent2: dq,
        coefficient,
    })
    .unwrap();
    let signature = hex(&list(vector, "tests")[0], "sig");
    let representative = common::public_operation(&signature, &BigUint::from_bytes_be(n), 65537);
    Example {
        key,
        representative,
        signature,
    }
}

#[test]
fn a_fault_costs_the_signature_and_never_lets_a_wrong_one_out() {
    let file = vectors("nist-cavp/rsalabs_pkcs1v15sign_sha1.json");
    let examples: Vec<_> = list(&file, "keys").iter().take(3).map(example).collect();
    for (site, lasting) in SITES
        .iter()
        .flat_map(|site| [(*site, false), (*site, true)])
    {
        let mut noticed = 0;
        for fault in 0..FAULTS {
            let Example {
                key,
                representative,
                signature,
            } = &examples[fault % examples.len()];
            // A prime between them: spread over all bits, of both lanes.
            let bit = 457 * fault;
            plan(Some(Fault { site, bit, lasting }));
            match key.private_operation(representative, &mut rng(7)) {
                Err(SignerError::Fault) => noticed += 1,
                result => assert_eq!(result.as_ref(), Ok(signature), "{site:?}, bit {bit}"),
            }
        }
        plan(None);
        assert!(2 * noticed >= FAULTS, "{site:?}: {noticed} of {FAULTS}");
        for example in &examples {
            let result = example
                .key
                .private_operation(&example.representative, &mut rng(8));
            assert_eq!(result.as_ref(), Ok(&example.signature), "{site:?}");
        }
    }
}
