//! Why a target is refused.

use core::fmt;

/// What keeps a target from being sent anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetProblem {
    /// A batch: requests within a request, which no rule would see.
    Batch,
    /// A parameter that holds a credential, or that stands for a header or a method.
    Credential,
    /// A byte that no path or query holds as itself: a control, a blank, a backslash, `#`, or one
    /// that is not ASCII.
    Character,
    /// A segment `.` or `..`.
    DotSegment,
    /// What would be an escape again once it is decoded.
    DoubleEncoding,
    /// A segment with nothing in it, or nothing up to its semicolon: `//`, `/;x`.
    EmptySegment,
    /// An escape for a dot, a slash or a backslash.
    EncodedSeparator,
    /// An escape that is none, for a control, or for what is not UTF-8.
    Escape,
    /// The host is none of Google's APIs: not exactly so, in lower case, with nothing around it.
    Host,
    /// There is no path behind the host.
    NoPath,
    /// It does not begin with `/proxy/`.
    NotProxy,
    /// Longer than 8 KiB.
    TooLong,
}

impl TargetProblem {
    /// Its name in tables and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Credential => "credential",
            Self::Character => "character",
            Self::DotSegment => "dot_segment",
            Self::DoubleEncoding => "double_encoding",
            Self::EmptySegment => "empty_segment",
            Self::EncodedSeparator => "encoded_separator",
            Self::Escape => "escape",
            Self::Host => "host",
            Self::NoPath => "no_path",
            Self::NotProxy => "not_proxy",
            Self::TooLong => "too_long",
        }
    }
}

impl fmt::Display for TargetProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Batch => "is a batch, and what is in it no rule would see",
            Self::Credential => "has a parameter that holds a credential or replaces the method",
            Self::Character => "has a byte that a URL holds only escaped, or not at all",
            Self::DotSegment => "has a segment . or ..",
            Self::DoubleEncoding => "has an escape of an escape",
            Self::EmptySegment => "has an empty segment (//)",
            Self::EncodedSeparator => "has an escape for a dot, a slash or a backslash",
            Self::Escape => "has an escape that is malformed, not UTF-8 or a control character",
            Self::Host => "is for a host that is not exactly one of Google's Workspace APIs",
            Self::NoPath => "has no path that starts with a slash",
            Self::NotProxy => "does not begin with /proxy/",
            Self::TooLong => "is longer than 8 KiB",
        })
    }
}
