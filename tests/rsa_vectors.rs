//! Published RSA vectors, reproduced byte for byte.
//!
//! Key sizes, exponents and hashes that signing refuses are in them too: the arithmetic under the
//! signer has to be right for these as well, and is called directly.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::{emsa, hex, key_file, list, rng, text, vectors};
use edgemint::proto::key::{KeyError, KeyProblem, RsaNumbers};
use edgemint::proto::rs256::kernel::FastKey;
use edgemint::proto::rs256::portable::PortableKey;
use edgemint::{ServiceAccountKey, SignerError};
use num_bigint::BigUint;
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::pkcs8::PrivateKeyInfoRef;
use rsa::pkcs8::der::Decode;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey};
use serde_json::Value;

const WYCHEPROOF_SIZES: [u32; 5] = [1024, 1536, 2048, 3072, 4096];

fn wycheproof_groups() -> Vec<Value> {
    let file = |bits| vectors(&format!("wycheproof/rsa_pkcs1_{bits}_sig_gen_test.json"));
    WYCHEPROOF_SIZES
        .iter()
        .flat_map(|bits| list(&file(bits), "testGroups").to_vec())
        .collect()
}

/// Both implementations of the private-key operation, which have to agree on everything.
struct Kernels {
    fast: FastKey,
    portable: PortableKey,
}

impl Kernels {
    fn new(numbers: &RsaNumbers<'_>) -> Result<Self, KeyProblem> {
        let portable = PortableKey::new(numbers)?;
        let fast = FastKey::new(numbers).unwrap();
        assert_eq!(fast.modulus_len(), portable.modulus_len());
        Ok(Self { fast, portable })
    }

    fn modulus_len(&self) -> usize {
        self.portable.modulus_len()
    }

    fn private_operation(&self, representative: &[u8], seed: u8) -> Result<Vec<u8>, SignerError> {
        let result = self
            .portable
            .private_operation(representative, &mut rng(seed));
        let fast = self.fast.private_operation(representative, &mut rng(seed));
        assert_eq!(fast, result);
        result
    }
}

fn numbers(pkcs8: &[u8]) -> RsaNumbers<'_> {
    let info = PrivateKeyInfoRef::from_der(pkcs8).unwrap();
    RsaNumbers::from_pkcs1(info.private_key.as_bytes()).unwrap()
}

/// The key whose numbers are under the names `n`, `e`, `d`, `p`, `q` in hexadecimal. The CRT
/// values are computed here, by another library than the signer's.
fn from_numbers(key: &Value) -> Kernels {
    let [n, e, d, p, q] = ["n", "e", "d", "p", "q"].map(|name| hex(key, name));
    let [d_number, p_number, q_number] = [&d, &p, &q].map(|bytes| BigUint::from_bytes_be(bytes));
    let dp = (&d_number % (&p_number - 1u32)).to_bytes_be();
    let dq = (&d_number % (&q_number - 1u32)).to_bytes_be();
    let coefficient = q_number.modinv(&p_number).unwrap().to_bytes_be();
    Kernels::new(&RsaNumbers {
        modulus: strip(&n),
        public_exponent: strip(&e),
        private_exponent: strip(&d),
        prime1: strip(&p),
        prime2: strip(&q),
        exponent1: &dp,
        exponent2: &dq,
        coefficient: &coefficient,
    })
    .unwrap()
}

/// Without leading zeros.
fn strip(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

/// The key that the library's users get from this PKCS#8 DER.
fn service_account(der: &[u8]) -> Result<ServiceAccountKey, SignerError> {
    let begin_to_end = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
        STANDARD.encode(der)
    );
    ServiceAccountKey::from_json(&key_file("private_key", Some(&begin_to_end)))
}

#[test]
fn wycheproof_signatures_are_reproduced() {
    let (mut reproduced, mut unbalanced) = (0, 0);
    for group in wycheproof_groups() {
        let der = hex(&group, "privateKeyPkcs8");
        let numbers = numbers(&der);
        let key = Kernels::new(&numbers);
        for case in list(&group, "tests") {
            let len = numbers.modulus.len();
            let encoded = emsa::encode(text(&group, "sha"), &hex(case, "msg"), len);
            let signature = match &key {
                Ok(key) => key.private_operation(&encoded, 1).unwrap(),
                Err(_) => {
                    unbalanced += 1;
                    by_unbalanced_primes(&numbers, &encoded)
                }
            };
            assert_eq!(signature, hex(case, "sig"), "{} {case}", group["keySize"]);
            reproduced += 1;
        }
    }
    assert_eq!((reproduced, unbalanced), (158, 6));
}

/// The keys of the six cases with exponent 3 have one prime twice as long as the other. The library
/// refuses such keys; their signatures are made with the same arithmetic one layer below.
fn by_unbalanced_primes(numbers: &RsaNumbers<'_>, encoded: &[u8]) -> Vec<u8> {
    let RsaNumbers {
        modulus,
        public_exponent,
        private_exponent,
        prime1,
        prime2,
        ..
    } = numbers;
    assert_eq!(*public_exponent, [3]);
    assert!(prime1.len() > prime2.len() * 19 / 10);
    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
    let key = PrivateKey::from_components_with_wide_primes(
        number(modulus),
        number(public_exponent),
        number(private_exponent),
        vec![number(prime1), number(prime2)],
    )
    .unwrap();
    let encoded = BoxedUint::from_be_slice(encoded, key.n_bits_precision()).unwrap();
    rsa_decrypt_and_check(&key, Some(&mut rng(1)), &encoded)
        .unwrap()
        .to_be_bytes()
        .into()
}

#[test]
fn wycheproof_signatures_are_what_a_service_account_signs() {
    let (mut signed, mut refused) = (0, 0);
    for group in wycheproof_groups() {
        let account = service_account(&hex(&group, "privateKeyPkcs8"));
        let bits = group["keySize"].as_u64().unwrap();
        let exponent = text(&group["privateKey"], "publicExponent");
        if bits < 2048 || exponent != "010001" {
            refused += 1;
            let problem = match usize::try_from(bits).unwrap() {
                bits @ ..2048 => KeyProblem::TooSmall { bits },
                _ => KeyProblem::Exponent,
            };
            let error = KeyError {
                field: "private_key",
                problem,
            };
            assert_eq!(account.err(), Some(SignerError::Key(error)));
        } else if text(&group, "sha") == "SHA-256" {
            let account = account.unwrap();
            for case in list(&group, "tests") {
                let signature = account
                    .signing_key()
                    .sign(&hex(case, "msg"), &mut rng(2))
                    .unwrap();
                assert_eq!(signature.bytes, hex(case, "sig"), "{bits} {case}");
                signed += 1;
            }
        }
    }
    // Three sizes of eight cases; nine groups under 2048 bits and five others with exponent 3.
    assert_eq!((signed, refused), (24, 14));
}

#[test]
fn acvp_primitive_is_reproduced_or_refused() {
    let (mut reproduced, mut refused) = (0, 0);
    for group in list(&vectors("acvp/RSA-SignaturePrimitive.json"), "testGroups") {
        for case in list(group, "tests") {
            let result = from_numbers(case).private_operation(&hex(case, "message"), 3);
            let expected = &case["expected"];
            if expected["testPassed"] == true {
                assert_eq!(result, Ok(hex(expected, "signature")), "{}", case["tcId"]);
                reproduced += 1;
            } else {
                assert_eq!(result, Err(SignerError::Fault), "{}", case["tcId"]);
                refused += 1;
            }
        }
    }
    assert_eq!((reproduced, refused), (33, 12));
}

#[test]
fn rsa_laboratories_signatures_are_reproduced() {
    let mut cases = 0;
    for example in list(&vectors("nist-cavp/rsalabs_pkcs1v15sign_sha1.json"), "keys") {
        let key = from_numbers(example);
        for case in list(example, "tests") {
            let encoded = emsa::encode("SHA-1", &hex(case, "msg"), key.modulus_len());
            let signature = key.private_operation(&encoded, 4).unwrap();
            assert_eq!(signature, hex(case, "sig"), "{} {case}", example["bits"]);
            cases += 1;
        }
    }
    assert_eq!(cases, 300);
}

#[test]
fn rfc_7515_a2_signature_is_reproduced() {
    let vector = vectors("rfc7515_a2.json");
    for form in ["pkcs8_pem", "pkcs1_pem"] {
        let file = key_file("private_key", Some(text(&vector, form)));
        let key = ServiceAccountKey::from_json(&file).unwrap();
        let input = text(&vector, "signing_input").as_bytes();
        let signature = key.signing_key().sign(input, &mut rng(5)).unwrap();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(signature.bytes),
            text(&vector, "signature_b64url"),
            "{form}"
        );
    }
}

/// Blinding is not only a parameter: without randomness there is no signature.
#[test]
fn nothing_is_signed_when_the_random_source_fails() {
    struct Broken;
    impl rand_core::TryRng for Broken {
        type Error = std::fmt::Error;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Err(std::fmt::Error)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Err(std::fmt::Error)
        }
        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
            Err(std::fmt::Error)
        }
    }
    impl rand_core::TryCryptoRng for Broken {}

    let key = ServiceAccountKey::from_json(&vectors("service_account.json").to_string()).unwrap();
    let result = key.signing_key().sign(b"message", &mut Broken);
    assert_eq!(result, Err(SignerError::EntropyUnavailable));
}
