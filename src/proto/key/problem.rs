//! What can be wrong with a key file: which field, and what was found, never the bytes.

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

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match &self.problem {
            KeyProblem::Absent if self.field == WHOLE => {
                "Give the JSON key file that Google Cloud downloads, or its base64. Where it comes \
                 from a secret or an environment variable, see that this is set."
            }
            KeyProblem::ForeignTokenUri => {
                "Use the key file as Google issued it. For another endpoint, configure tokenUri \
                 (in a Worker: TOKEN_URI) yourself."
            }
            KeyProblem::NotJson => {
                "Paste the whole JSON key file that Google Cloud downloads, or its base64."
            }
            KeyProblem::NotBase64 | KeyProblem::NotPem | KeyProblem::Truncated => {
                "Copy private_key again from the downloaded file, whole, from -----BEGIN to END-----."
            }
            KeyProblem::Encrypted => {
                "Take the password off with `openssl pkey -in encrypted.pem -out key.pem`, and put \
                 the text of key.pem into private_key."
            }
            KeyProblem::OpenSsh => {
                "Convert a copy of it with `ssh-keygen -p -N \"\" -m PKCS8 -f key.pem`, and put the \
                 text of key.pem into private_key."
            }
            KeyProblem::Putty => {
                "Convert it with `puttygen key.ppk -O private-openssh -o key.pem`, and put the text \
                 of key.pem into private_key."
            }
            KeyProblem::Certificate | KeyProblem::PublicKey => {
                "Give the private key that belongs to it: private_key of the JSON key file that \
                 Google Cloud downloaded."
            }
            KeyProblem::TooSmall { .. } | KeyProblem::TooLarge | KeyProblem::Exponent => {
                "Use a 2048-bit RSA key as Google makes them (2048 to 4096 bits, exponent 65537)."
            }
            _ => {
                "Make a new key under IAM > Service Accounts > Keys > Add key > JSON, and use the \
                 file as it is."
            }
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service account key: {} {}.", self.field, self.problem)
    }
}

impl core::error::Error for KeyError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.problem)
    }
}

impl core::error::Error for KeyProblem {}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("is missing or blank"),
            Self::Certificate => f.write_str("is a certificate, not a private key"),
            Self::Composite => f.write_str("is damaged: its p or its q is not a prime number"),
            Self::EllipticCurve => f.write_str("is an elliptic-curve key, not an RSA key"),
            Self::Encrypted => f.write_str("is encrypted with a password"),
            Self::Exponent => f.write_str("has a public exponent other than 65537"),
            Self::ForeignTokenUri => f.write_str("names an endpoint that is not Google's"),
            Self::Inconsistent { equation } => {
                write!(f, "is damaged: it does not hold that {equation}")
            }
            Self::NotBase64 => f.write_str("is not base64 between its BEGIN and END lines"),
            Self::NotDer => f.write_str("does not hold one RSA key in PKCS#8 or PKCS#1 form"),
            Self::NotJson => f.write_str("is not a JSON object whose fields are text"),
            Self::NotPem => f.write_str("is not one PEM block from -----BEGIN to END-----"),
            Self::OpenSsh => f.write_str("is in OpenSSH's own form, not in PKCS#8 or PKCS#1"),
            Self::PublicKey => f.write_str("is a public key, not a private key"),
            Self::Putty => f.write_str("is in PuTTY's own form, not in PKCS#8 or PKCS#1"),
            Self::TooSmall { bits } => write!(f, "has {bits} bits; the least is 2048"),
            Self::TooLarge => f.write_str("is larger than any service account's key"),
            Self::Truncated => f.write_str("ends too early: it was cut"),
            Self::UnbalancedPrimes => {
                f.write_str("has a prime that is longer than half of its modulus")
            }
            Self::UnknownAlgorithm => f.write_str("is not a private RSA key"),
            Self::Unexpected { expected } => write!(f, "should be {expected}"),
        }
    }
}
