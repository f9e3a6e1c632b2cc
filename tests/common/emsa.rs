//! EMSA-PKCS1-v1_5 for the hashes that the vectors use, written from RFC 8017, section 9.2.

use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// The encoded message of `len` bytes, for a hash by the name that Wycheproof gives it.
pub(crate) fn encode(hash: &str, message: &[u8], len: usize) -> Vec<u8> {
    let info = digest_info(hash, message);
    let padding = len - 3 - info.len();
    // RFC 8017 wants eight bytes of padding at least.
    assert!(padding >= 8, "{hash} does not fit into {len} bytes");
    [
        &[0x00, 0x01],
        vec![0xff; padding].as_slice(),
        &[0x00],
        &info,
    ]
    .concat()
}

/// DER of `DigestInfo`: the prefixes of section 9.2, note 1, which differ in the last byte of the
/// object identifier and in three lengths.
fn digest_info(hash: &str, message: &[u8]) -> Vec<u8> {
    match hash {
        "SHA-1" => sha1_info(&Sha1::digest(message)),
        "SHA-224" => sha2_info(0x04, &Sha224::digest(message)),
        "SHA-256" => sha2_info(0x01, &Sha256::digest(message)),
        "SHA-384" => sha2_info(0x02, &Sha384::digest(message)),
        "SHA-512" => sha2_info(0x03, &Sha512::digest(message)),
        other => panic!("{other} is in no vector"),
    }
}

fn sha1_info(digest: &[u8]) -> Vec<u8> {
    let prefix = [
        0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14,
    ];
    [prefix.as_slice(), digest].concat()
}

/// 2.16.840.1.101.3.4.2.`arc`
fn sha2_info(arc: u8, digest: &[u8]) -> Vec<u8> {
    let len = u8::try_from(digest.len()).unwrap_or_default();
    let prefix = [
        0x30,
        17 + len,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x60,
        0x86,
        0x48,
        0x01,
        0x65,
        0x03,
        0x04,
        0x02,
        arc,
        0x05,
        0x00,
        0x04,
        len,
    ];
    [prefix.as_slice(), digest].concat()
}
