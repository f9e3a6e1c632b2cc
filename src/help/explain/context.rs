use crate::proto::diagnose::Facts;

/// What is known of the token that the error is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// What remedies and steps may name.
    pub facts: Facts,
    /// It is known to have no subject: it speaks for the service account itself.
    pub subjectless: bool,
}
