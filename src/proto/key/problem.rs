//! What can be wrong with a key file: which field, and what was found, never the bytes.

use crate::proto::catalogue::{Message, messages};
use crate::proto::text::split_once;
use core::fmt;

/// In place of a field: the file itself.
pub(super) const WHOLE: &str = "key file";

/// A field of a service account's key file, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyError {
    /// The field's name, or `key file` for the whole.
    pub field: &'static str,
    /// What was found.
    pub problem: KeyProblem,
}

/// What was found in place of a usable key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyProblem {
    /// The field is missing or blank.
    Absent,
    /// A certificate.
    Certificate,
    /// A p or q that is no prime, so that no signature verifies.
    Composite,
    /// An elliptic-curve key.
    EllipticCurve,
    /// A key under a password.
    Encrypted,
    /// A public exponent other than 65537.
    Exponent,
    /// A token endpoint that is not Google's.
    ForeignTokenUri,
    /// Numbers that do not belong together.
    Inconsistent {
        /// What should have held.
        equation: &'static str,
    },
    /// Characters outside the base64 alphabet, or a wrong length.
    NotBase64,
    /// DER that is not the PKCS#8 or PKCS#1 form of one RSA key.
    NotDer,
    /// Text that is not a JSON object with text fields.
    NotJson,
    /// Text without PEM's BEGIN and END lines, or with something around them.
    NotPem,
    /// A key in OpenSSH's own form.
    OpenSsh,
    /// A public key.
    PublicKey,
    /// A key in PuTTY's own form.
    Putty,
    /// Fewer bits than RS256 is safe with.
    TooSmall {
        /// The modulus's size.
        bits: usize,
    },
    /// More bits, or more bytes, than any service account's key has.
    TooLarge,
    /// A key that ends too early.
    Truncated,
    /// Primes of different lengths, of which one has more than half of the modulus's bits.
    UnbalancedPrimes,
    /// A key for another algorithm, or a PEM label that is not a private key's.
    UnknownAlgorithm,
    /// Another value than a service account's key file has there.
    Unexpected {
        /// What the field has to hold.
        expected: &'static str,
    },
}

impl KeyError {
    pub(crate) const fn new(field: &'static str, problem: KeyProblem) -> Self {
        Self { field, problem }
    }

    pub(crate) const fn private_key(problem: KeyProblem) -> Self {
        Self::new("private_key", problem)
    }

    fn message(&self) -> &'static Message {
        match &self.problem {
            KeyProblem::Absent if self.field == WHOLE => &messages::KEY_FILE_ABSENT,
            problem => problem.message(),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        self.message().remedy
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts: [&dyn fmt::Display; 2] = [&self.field, self.problem.fact()];
        self.message().with(&facts).fmt(f)
    }
}

impl KeyProblem {
    const fn message(&self) -> &'static Message {
        match self {
            Self::Absent => &messages::KEY_ABSENT,
            Self::Certificate => &messages::KEY_CERTIFICATE,
            Self::Composite => &messages::KEY_COMPOSITE,
            Self::EllipticCurve => &messages::KEY_ELLIPTIC_CURVE,
            Self::Encrypted => &messages::KEY_ENCRYPTED,
            Self::Exponent => &messages::KEY_EXPONENT,
            Self::ForeignTokenUri => &messages::KEY_FOREIGN_TOKEN_URI,
            Self::Inconsistent { .. } => &messages::KEY_INCONSISTENT,
            Self::NotBase64 => &messages::KEY_NOT_BASE64,
            Self::NotDer => &messages::KEY_NOT_DER,
            Self::NotJson => &messages::KEY_NOT_JSON,
            Self::NotPem => &messages::KEY_NOT_PEM,
            Self::OpenSsh => &messages::KEY_OPENSSH,
            Self::PublicKey => &messages::KEY_PUBLIC,
            Self::Putty => &messages::KEY_PUTTY,
            Self::TooSmall { .. } => &messages::KEY_TOO_SMALL,
            Self::TooLarge => &messages::KEY_TOO_LARGE,
            Self::Truncated => &messages::KEY_TRUNCATED,
            Self::UnbalancedPrimes => &messages::KEY_UNBALANCED,
            Self::UnknownAlgorithm => &messages::KEY_UNKNOWN_ALGORITHM,
            Self::Unexpected { .. } => &messages::KEY_UNEXPECTED,
        }
    }

    /// What its sentence has a place for, beside the field.
    fn fact(&self) -> &dyn fmt::Display {
        match self {
            Self::Inconsistent { equation } => equation,
            Self::TooSmall { bits } => bits,
            Self::Unexpected { expected } => expected,
            _ => &"",
        }
    }
}

/// The sentence behind the field's name.
impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = split_once(self.message().text, "{field} ").map_or("", |(_, text)| text);
        let text = text.trim_end_matches('.');
        Message {
            text,
            ..*self.message()
        }
        .with(&[self.fact()])
        .fmt(f)
    }
}

impl core::error::Error for KeyError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.problem)
    }
}

impl core::error::Error for KeyProblem {}
