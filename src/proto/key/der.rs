//! DER in, RSA components or PKCS#8 out. Strict: what the `der` crate does not read whole is refused.

use super::pem::Encoding;
use super::problem::{KeyError, KeyProblem};
use pkcs1::RsaPrivateKeyRef;
use pkcs8::der::asn1::{Null, OctetStringRef};
use pkcs8::der::{self, Decode, Encode, ErrorKind};
use pkcs8::{ObjectIdentifier, PrivateKeyInfoRef, spki::AlgorithmIdentifierRef};
use zeroize::Zeroizing;

/// rsaEncryption (RFC 8017, appendix A.1).
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-ecPublicKey (RFC 5480, section 2.1.1).
const ELLIPTIC_CURVE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// The PKCS#1 within either encoding.
pub(super) fn pkcs1(encoding: Encoding, der: &[u8]) -> Result<&[u8], KeyError> {
    if encoding == Encoding::Pkcs1 {
        return Ok(der);
    }
    let info = PrivateKeyInfoRef::from_der(der).map_err(malformed)?;
    check_algorithm(&info.algorithm).map_err(KeyError::private_key)?;
    Ok(info.private_key.as_bytes())
}

/// PKCS#1 in PKCS#8's envelope (RFC 5958, section 2).
pub(super) fn to_pkcs8(pkcs1: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let algorithm = AlgorithmIdentifierRef {
        oid: RSA,
        parameters: Some(Null.into()),
    };
    let key = OctetStringRef::new(pkcs1).map_err(malformed)?;
    let der = PrivateKeyInfoRef::new(algorithm, key).to_der();
    der.map(Zeroizing::new).map_err(malformed)
}

/// Reads the components of one two-prime RSA key. The numbers are not yet checked.
pub(super) fn components(pkcs1: &[u8]) -> Result<RsaPrivateKeyRef<'_>, KeyError> {
    let key = RsaPrivateKeyRef::from_der(pkcs1).map_err(malformed)?;
    if key.other_prime_infos.is_some() {
        return Err(KeyError::private_key(KeyProblem::NotDer));
    }
    Ok(key)
}

fn check_algorithm(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<(), KeyProblem> {
    match algorithm.oid {
        RSA if algorithm.parameters == Some(Null.into()) => Ok(()),
        RSA => Err(KeyProblem::NotDer),
        ELLIPTIC_CURVE => Err(KeyProblem::EllipticCurve),
        _ => Err(KeyProblem::UnknownAlgorithm),
    }
}

fn malformed(error: der::Error) -> KeyError {
    KeyError::private_key(match error.kind() {
        ErrorKind::Incomplete { .. } => KeyProblem::Truncated,
        _ => KeyProblem::NotDer,
    })
}
