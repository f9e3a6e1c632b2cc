//! A team of Cloudflare Access: its keys, the tokens that they sign, and the document that publishes
//! them. The signatures are made by the `rsa` crate, and checked by other code.

use crate::common::{emsa, hex, list, rng, text, vectors};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey};
use serde_json::{Value, json};

pub(crate) const TEAM: &str = "example.cloudflareaccess.com";
pub(crate) const AUDIENCE: &str =
    "32eafc7626e974616deaf0dc3ce63d7bcbed58a2731e84d06bc3cdf1b53c4228";

pub(crate) struct TeamKey {
    pub(crate) kid: String,
    key: PrivateKey,
}

impl TeamKey {
    /// The `nth` of the published test keys of this size.
    pub(crate) fn of(kid: &str, bits: u32, nth: usize) -> Self {
        let file = vectors(&format!("wycheproof/rsa_pkcs1_{bits}_sig_gen_test.json"));
        let usual = |group: &&Value| text(&group["privateKey"], "publicExponent") == "010001";
        let group = list(&file, "testGroups").iter().filter(usual).nth(nth);
        let der = hex(group.unwrap(), "privateKeyPkcs8");
        Self {
            kid: kid.into(),
            key: PrivateKey::from_pkcs8_der(&der).unwrap(),
        }
    }

    pub(crate) fn new(kid: &str) -> Self {
        Self::of(kid, 2048, 0)
    }

    pub(crate) fn another(kid: &str) -> Self {
        Self::of(kid, 3072, 0)
    }

    /// The key as the team publishes it.
    pub(crate) fn jwk(&self) -> Value {
        let number = |bytes: &[u8]| {
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            URL_SAFE_NO_PAD.encode(&bytes[zeros..])
        };
        json!({
            "kid": self.kid,
            "kty": "RSA",
            "alg": "RS256",
            "use": "sig",
            "e": number(&self.key.e().to_be_bytes()),
            "n": number(&self.key.n().to_be_bytes()),
        })
    }

    /// What Access writes into a header.
    pub(crate) fn header(&self) -> Value {
        json!({ "alg": "RS256", "kid": self.kid, "typ": "JWT" })
    }

    /// A token with these claims.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.sign(&self.header().to_string(), &claims.to_string())
    }

    /// A token with this header and these claims, whatever they are.
    pub(crate) fn sign(&self, header: &str, claims: &str) -> String {
        let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
        self.sign_text(&format!("{header}.{claims}"))
    }

    /// The text with its signature.
    pub(crate) fn sign_text(&self, signed: &str) -> String {
        let signature = self.raw(&emsa::encode("SHA-256", signed.as_bytes(), self.key.size()));
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// What the private key makes of an encoded message.
    pub(crate) fn raw(&self, encoded: &[u8]) -> Vec<u8> {
        let number = BoxedUint::from_be_slice(encoded, self.key.n_bits_precision()).unwrap();
        let result = rsa_decrypt_and_check(&self.key, Some(&mut rng(1)), &number).unwrap();
        let bytes = result.to_be_bytes();
        bytes[bytes.len() - self.key.size()..].to_vec()
    }

    pub(crate) fn size(&self) -> usize {
        self.key.size()
    }
}

/// The document with these keys, in the form that Access gives it.
pub(crate) fn document(keys: &[Value]) -> Value {
    json!({
        "keys": keys,
        "public_cert": { "kid": "current", "cert": "-----BEGIN CERTIFICATE-----\n" },
        "public_certs": [],
    })
}
