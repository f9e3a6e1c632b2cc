//! JSON, as little of it as the wire takes: text out, and single members of an object in. One
//! reader for all objects, because a derived one for each would make up a tenth of what a page
//! downloads.

use core::fmt;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Error;
use serde_json::value::RawValue;

/// The text in quotes, with what JSON escapes.
pub(super) fn quoted(text: &str) -> String {
    // Text has no reason to fail.
    serde_json::to_string(text).unwrap_or_default()
}

/// The text that a JSON string stands for.
pub(super) fn unquoted(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

/// The values of the members with these names, as they are written. Others are skipped; one that
/// comes twice is refused, because readers differ in which of the two counts.
///
/// # Errors
/// What serde_json finds. It could quote the input.
pub(super) fn members<'a, const N: usize>(
    object: &'a str,
    names: &[&str; N],
) -> Result<[Option<&'a str>; N], Error> {
    let mut values = [None; N];
    read(object, names, &mut values)?;
    Ok(values)
}

fn read<'a>(
    object: &'a str,
    names: &[&str],
    values: &mut [Option<&'a str>],
) -> Result<(), Error> {
    let mut deserializer = serde_json::Deserializer::from_str(object);
    deserializer.deserialize_map(Members { names, values })?;
    deserializer.end()
}

struct Members<'n, 'v, 'a> {
    names: &'n [&'n str],
    values: &'v mut [Option<&'a str>],
}

impl<'a> Visitor<'a> for Members<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(index) = map.next_key_seed(Name(self.names))? {
            match index.and_then(|index| self.values.get_mut(index)) {
                Some(value) if value.is_some() => return Err(A::Error::custom("a member twice")),
                Some(value) => *value = Some(map.next_value::<&RawValue>()?.get()),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Which of the names a key is.
struct Name<'n>(&'n [&'n str]);

impl<'a> DeserializeSeed<'a> for Name<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|wanted| *wanted == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_members_as_they_are_written() {
        let object = r#" {"x": [1, {"b": 2}], "b" : "a\u0062" , "\u0061":null, "c": 1e3} "#;
        let found = members(object, &["a", "b", "c", "d"]).unwrap();
        assert_eq!(found, [Some("null"), Some(r#""a\u0062""#), Some("1e3"), None]);
    }

    #[test]
    fn refuses_what_is_no_object_or_says_something_twice() {
        for (text, is_data) in [
            ("", false),
            ("{", false),
            (r#"{"a":1"#, false),
            (r#"{"a":1}}"#, false),
            (r#"{"a":1,"a":1}"#, true),
            ("[]", true),
            (r#""a""#, true),
        ] {
            let error = members(text, &["a"]).unwrap_err();
            assert_eq!(error.is_data(), is_data, "{text}: {error}");
        }
    }

    #[test]
    fn text_goes_out_and_comes_back() {
        let text = "a \"quoted\" \\ line\n\u{1} ä";
        assert_eq!(unquoted(&quoted(text)).as_deref(), Some(text));
        assert_eq!(unquoted("7"), None);
    }
}
