//! DER in, RSA components out. Strict: what the `der` crate does not read whole is refused.

use super::pem::Encoding;
use super::problem::{KeyError, KeyProblem};
use pkcs1::RsaPrivateKeyRef;
use pkcs8::der::{self, Decode, ErrorKind, asn1::Null};
use pkcs8::{ObjectIdentifier, PrivateKeyInfoRef, spki::AlgorithmIdentifierRef};

/// rsaEncryption (RFC 8017, appendix A.1).
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-ecPublicKey (RFC 5480, section 2.1.1).
const ELLIPTIC_CURVE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// Reads the components of one two-prime RSA key. The numbers are not yet checked.
pub(super) fn components(encoding: Encoding, der: &[u8]) -> Result<RsaPrivateKeyRef<'_>, KeyError> {
    let pkcs1 = match encoding {
        Encoding::Pkcs1 => der,
        Encoding::Pkcs8 => {
            let info = PrivateKeyInfoRef::from_der(der).map_err(malformed)?;
            check_algorithm(&info.algorithm).map_err(KeyError::private_key)?;
            info.private_key.as_bytes()
        }
    };
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
