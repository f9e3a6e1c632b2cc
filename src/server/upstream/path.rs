//! One spelling for each path.

use super::problem::TargetProblem;
use core::fmt::Write;

/// The path in the form in which it is compared and sent: what needs no escape has none, the other
/// escapes are in upper case.
///
/// # Errors
/// Anything that a server behind might read as another path than the one that was compared.
pub(in crate::server) fn normalised_path(path: &str) -> Result<String, TargetProblem> {
    let segments = path.strip_prefix('/').ok_or(TargetProblem::NoPath)?;
    if !path.bytes().all(is_path_byte) {
        return Err(TargetProblem::Character);
    }
    let mut normalised = String::with_capacity(path.len());
    let mut rest = segments.split('/').enumerate().peekable();
    while let Some((index, segment)) = rest.next() {
        if segment.is_empty() && rest.peek().is_some() {
            return Err(TargetProblem::EmptySegment);
        }
        let decoded = decode(segment.as_bytes())?;
        check(&decoded, index == 0)?;
        normalised.push('/');
        push_normalised(&mut normalised, segment);
    }
    Ok(normalised)
}

fn check(segment: &[u8], first: bool) -> Result<(), TargetProblem> {
    let text = core::str::from_utf8(segment).map_err(|_| TargetProblem::Escape)?;
    if text.chars().any(char::is_control) {
        return Err(TargetProblem::Escape);
    }
    // To some servers a name ends at the semicolon.
    let name = text.split(';').next().unwrap_or_default();
    if matches!(name, "." | "..") {
        return Err(TargetProblem::DotSegment);
    }
    if name.is_empty() && !text.is_empty() {
        return Err(TargetProblem::EmptySegment);
    }
    if first && name.eq_ignore_ascii_case("batch") {
        return Err(TargetProblem::Batch);
    }
    Ok(())
}

/// What the escapes of a segment stand for.
fn decode(segment: &[u8]) -> Result<Vec<u8>, TargetProblem> {
    let decoded = decoded(segment).ok_or(TargetProblem::Escape)?;
    let separators = |escape: Option<(u8, _)>| {
        escape.is_some_and(|(byte, _)| matches!(byte, b'.' | b'/' | b'\\'))
    };
    if tails(segment).any(|tail| separators(escape(tail))) {
        return Err(TargetProblem::EncodedSeparator);
    }
    if tails(&decoded).any(|tail| escape(tail).is_some()) {
        return Err(TargetProblem::DoubleEncoding);
    }
    Ok(decoded)
}

fn tails(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    (0..bytes.len()).filter_map(|at| bytes.get(at..))
}

/// Without escapes; `None` where one is malformed.
pub(super) fn decoded(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(bytes.len());
    while let Some((first, behind)) = bytes.split_first() {
        let (byte, behind) = match first {
            b'%' => escape(bytes)?,
            other => (*other, behind),
        };
        decoded.push(byte);
        bytes = behind;
    }
    Some(decoded)
}

/// The escape that stands first, and what is behind it.
pub(super) fn escape(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let ([b'%', high, low], behind) = bytes.split_first_chunk()? else {
        return None;
    };
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let byte = u8::try_from(digit(high)? << 4 | digit(low)?).ok()?;
    Some((byte, behind))
}

/// Of a segment whose escapes are well formed.
fn push_normalised(path: &mut String, segment: &str) {
    let mut bytes = segment.as_bytes();
    while let Some((first, behind)) = bytes.split_first() {
        let (byte, behind, escaped) = match escape(bytes) {
            Some((byte, behind)) => (byte, behind, true),
            None => (*first, behind, false),
        };
        if escaped && !needs_no_escape(byte) {
            // Writing to a String does not fail.
            let _ = write!(path, "%{byte:02X}");
        } else {
            path.push(char::from(byte));
        }
        bytes = behind;
    }
}

/// `unreserved` of RFC 3986, and `@`: Google's paths are full of addresses, and either spelling of
/// one means the same there.
fn needs_no_escape(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte)
}

/// `pchar` of RFC 3986 and the slash.
fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:@".contains(&byte)
}
