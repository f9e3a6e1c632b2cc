//! EMSA-PKCS1-v1_5 (RFC 8017, section 9.2) with SHA-256.

use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// DER of `DigestInfo` up to the digest: RFC 8017, section 9.2, note 1.
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// The encoded message for a modulus of `len` bytes, which is at least 256 here.
pub(super) fn encode_sha256(message: &[u8], len: usize) -> Vec<u8> {
    let digest = Sha256::digest(message);
    let behind = SHA256_PREFIX.len().saturating_add(digest.len());
    let before = len.saturating_sub(behind).saturating_sub(1);
    let mut encoded = Vec::with_capacity(len);
    encoded.extend([0x00, 0x01]);
    encoded.resize(before.max(2), 0xff);
    encoded.push(0x00);
    encoded.extend(SHA256_PREFIX);
    encoded.extend(digest);
    encoded
}
