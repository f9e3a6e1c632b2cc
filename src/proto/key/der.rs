//! DER in (X.690, section 10), the numbers of an RSA key or PKCS#8 out. Strict, and no more of it
//! than these two structures take: what is not read whole is refused.

use super::pem::Encoding;
use super::problem::{KeyError, KeyProblem};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// The numbers of a two-prime RSA key, by their names in RFC 8017, appendix A.1.2: big-endian,
/// without leading zeros.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "the names say it")]
pub struct RsaNumbers<'a> {
    pub modulus: &'a [u8],
    pub public_exponent: &'a [u8],
    pub private_exponent: &'a [u8],
    pub prime1: &'a [u8],
    pub prime2: &'a [u8],
    pub exponent1: &'a [u8],
    pub exponent2: &'a [u8],
    pub coefficient: &'a [u8],
}

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// `[0]`, PKCS#8's attributes, and `[1]`, its public key.
const ATTRIBUTES: u8 = 0xa0;
const PUBLIC_KEY: u8 = 0x81;

/// rsaEncryption (RFC 8017, appendix A.1), and the NULL that goes with it.
const RSA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const NULL: [u8; 2] = [0x05, 0x00];
/// id-ecPublicKey (RFC 5480, section 2.1.1).
const ELLIPTIC_CURVE: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// The PKCS#1 within either encoding.
pub(super) fn pkcs1(encoding: Encoding, der: &[u8]) -> Result<&[u8], KeyError> {
    match encoding {
        Encoding::Pkcs1 => Ok(der),
        Encoding::Pkcs8 => unwrap(der).map_err(KeyError::private_key),
    }
}

/// PKCS#8's envelope (RFC 5958, section 2).
fn unwrap(der: &[u8]) -> Result<&[u8], KeyProblem> {
    let mut info = Reader::whole(der)?;
    let version = info.integer()?;
    let mut algorithm = Reader(info.element(SEQUENCE)?);
    match algorithm.element(OBJECT_IDENTIFIER)? {
        oid if oid == RSA && algorithm.0 == NULL => {}
        oid if oid == RSA => return Err(KeyProblem::NotDer),
        oid if oid == ELLIPTIC_CURVE => return Err(KeyProblem::EllipticCurve),
        _ => return Err(KeyProblem::UnknownAlgorithm),
    }
    let key = info.element(OCTET_STRING)?;
    if info.0.first() == Some(&ATTRIBUTES) {
        info.element(ATTRIBUTES)?;
    }
    match version {
        [] => {}
        [1] => drop(info.element(PUBLIC_KEY)?),
        _ => return Err(KeyProblem::NotDer),
    }
    info.end().map(|()| key)
}

/// PKCS#1 in PKCS#8's envelope.
pub(super) fn to_pkcs8(pkcs1: &[u8]) -> Zeroizing<Vec<u8>> {
    let algorithm = element(SEQUENCE, &[&element(OBJECT_IDENTIFIER, &[&RSA]), &NULL]);
    let version = element(INTEGER, &[&[0]]);
    let key = element(OCTET_STRING, &[pkcs1]);
    element(SEQUENCE, &[&version, &algorithm, &key])
}

/// Reads the numbers of one two-prime RSA key. They are not yet checked.
pub(super) fn numbers(pkcs1: &[u8]) -> Result<RsaNumbers<'_>, KeyError> {
    let read = || {
        let mut key = Reader::whole(pkcs1)?;
        if !key.integer()?.is_empty() {
            return Err(KeyProblem::NotDer);
        }
        let numbers = RsaNumbers {
            modulus: key.integer()?,
            public_exponent: key.integer()?,
            private_exponent: key.integer()?,
            prime1: key.integer()?,
            prime2: key.integer()?,
            exponent1: key.integer()?,
            exponent2: key.integer()?,
            coefficient: key.integer()?,
        };
        key.end().map(|()| numbers)
    };
    read().map_err(KeyError::private_key)
}

/// What is left to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The content of the one sequence that `der` is.
    fn whole(der: &'a [u8]) -> Result<Self, KeyProblem> {
        let mut outer = Self(der);
        let content = outer.element(SEQUENCE)?;
        outer.end().map(|()| Self(content))
    }

    fn bytes(&mut self, len: usize) -> Result<&'a [u8], KeyProblem> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(KeyProblem::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The content of the next element, which has to have this tag.
    #[inline(never)]
    fn element(&mut self, tag: u8) -> Result<&'a [u8], KeyProblem> {
        let header = self.bytes(2)?;
        let len = match *header {
            [found, _] if found != tag => return Err(KeyProblem::NotDer),
            [_, len @ ..=0x7f] => usize::from(len),
            // The shortest form, and none of 64 KiB or more.
            [_, 0x81] => self.length(1, 0x80)?,
            [_, 0x82] => self.length(2, 0x100)?,
            _ => return Err(KeyProblem::NotDer),
        };
        self.bytes(len)
    }

    fn length(&mut self, bytes: usize, least: usize) -> Result<usize, KeyProblem> {
        let bytes = self.bytes(bytes)?.iter();
        let len = bytes.fold(0, |len, byte| len << 8 | usize::from(*byte));
        (len >= least).then_some(len).ok_or(KeyProblem::NotDer)
    }

    /// A number that is not negative, in its shortest form, without the zero before it.
    fn integer(&mut self) -> Result<&'a [u8], KeyProblem> {
        match self.element(INTEGER)? {
            [0] => Ok(&[]),
            [0, rest @ ..] if rest.first().is_some_and(|first| *first >= 0x80) => Ok(rest),
            number @ [1..0x80, ..] => Ok(number),
            _ => Err(KeyProblem::NotDer),
        }
    }

    fn end(&self) -> Result<(), KeyProblem> {
        self.0.is_empty().then_some(()).ok_or(KeyProblem::NotDer)
    }
}

/// An element of less than 64 KiB.
fn element(tag: u8, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let len = parts
        .iter()
        .fold(0_usize, |len, part| len.saturating_add(part.len()));
    let mut element = Zeroizing::new(Vec::with_capacity(len.saturating_add(4)));
    element.push(tag);
    let [.., high, low] = len.to_be_bytes();
    match len {
        ..0x80 => element.push(low),
        0x80..0x100 => element.extend([0x81, low]),
        _ => element.extend([0x82, high, low]),
    }
    parts.iter().for_each(|part| element.extend(*part));
    element
}

impl<'a> RsaNumbers<'a> {
    /// Reads them from PKCS#1 (RFC 8017, appendix A.1.2).
    ///
    /// # Errors
    /// What keeps it from being one two-prime RSA key in DER.
    pub fn from_pkcs1(der: &'a [u8]) -> Result<Self, KeyError> {
        numbers(der)
    }
}
