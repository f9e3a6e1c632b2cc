//! JSON, as little of it as the wire takes: text out, and single members of an object in.
//!
//! serde_json says whether a text is JSON; what is left is to walk over one that is. Its own ways to
//! read a type bring along what it says of a number in the wrong place, and with that all of
//! floating point: 13 KB more for a page to download.

use super::text::split_once;
use alloc::string::String;
use serde_json::value::RawValue;

/// What keeps a text from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It is JSON, but no object, or it has one of the members twice: readers differ in which of
    /// the two counts.
    Shape,
    /// It is not JSON: it may have been cut.
    Syntax,
}

/// The text in quotes, with what JSON escapes.
pub(crate) fn quoted(text: &str) -> String {
    // Text has no reason to fail.
    serde_json::to_string(text).unwrap_or_default()
}

/// The text that a JSON string stands for.
pub(crate) fn unquoted(json: &str) -> Option<String> {
    let mut rest = valid(json).ok()?.strip_prefix('"')?.strip_suffix('"')?;
    // The room is reserved beforehand: text that grows leaves copies behind.
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escape)) = split_once(rest, "\\") {
        text.push_str(before);
        let mut chars = escape.chars();
        let escaped = chars.next()?;
        rest = chars.as_str();
        text.push(match escaped {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => take_character(&mut rest)?,
            itself => itself,
        });
    }
    text.push_str(rest);
    Some(text)
}

/// What `\u` stands for; half of a surrogate pair alone is no character.
fn take_character(rest: &mut &str) -> Option<char> {
    let unit = take_unit(rest)?;
    if !(0xd800..0xdc00).contains(&unit) {
        return char::from_u32(unit);
    }
    *rest = rest.strip_prefix("\\u")?;
    let low = take_unit(rest)?
        .checked_sub(0xdc00)
        .filter(|low| *low < 0x400)?;
    char::from_u32(0x10000_u32.checked_add(unit.checked_sub(0xd800)? << 10 | low)?)
}

fn take_unit(rest: &mut &str) -> Option<u32> {
    let (digits, behind) = rest.split_at_checked(4)?;
    *rest = behind;
    u32::from_str_radix(digits, 16).ok()
}

/// The values of the members with these names, as they are written; others are skipped.
pub(crate) fn members<'a, const N: usize>(
    object: &'a str,
    names: &[&str; N],
) -> Result<[Option<&'a str>; N], Flaw> {
    let mut values = [None; N];
    read(object, names, &mut values)?;
    Ok(values)
}

fn read<'a>(object: &'a str, names: &[&str], values: &mut [Option<&'a str>]) -> Result<(), Flaw> {
    let mut rest = valid(object)?.strip_prefix('{').ok_or(Flaw::Shape)?;
    while let Some((key, behind)) = take_value(rest) {
        let Some((value, behind)) = take_value(behind) else {
            break;
        };
        rest = behind;
        let key = unquoted(key).ok_or(Flaw::Shape)?;
        let wanted = names.iter().zip(&mut *values);
        if let Some((_, place)) = { wanted }.find(|(name, _)| **name == key)
            && place.replace(value).is_some()
        {
            return Err(Flaw::Shape);
        }
    }
    Ok(())
}

/// The object that the text begins with, as far as brackets tell.
pub(crate) fn leading_object(text: &str) -> Option<&str> {
    let (mut depth, mut in_string, mut escaped) = (0_u32, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if in_string => {
                in_string = escaped || byte != b'"';
                escaped = !escaped && byte == b'\\';
            }
            b'"' => in_string = true,
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' if depth > 1 => depth = depth.saturating_sub(1),
            b'}' | b']' => return text.get(..=at),
            _ => {}
        }
    }
    None
}

/// The text without blanks around it.
fn valid(json: &str) -> Result<&str, Flaw> {
    let raw: Result<&RawValue, _> = serde_json::from_str(json);
    raw.map(RawValue::get).map_err(|_| Flaw::Syntax)
}

/// The next value of valid JSON and what is behind it; `None` at the end of an object.
fn take_value(json: &str) -> Option<(&str, &str)> {
    let json = json.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',' || c == ':');
    let (mut depth, mut in_string, mut escaped) = (0_u32, false, false);
    for (at, byte) in json.bytes().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
        } else {
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => depth = depth.saturating_add(1),
                b'}' | b']' if depth > 0 => depth = depth.saturating_sub(1),
                b',' | b':' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => {
                    return json.split_at_checked(at).filter(|_| at > 0);
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_members_as_they_are_written() {
        let object = r#" {"x":[1,{"b": "]}"},"\""] ,"b" : "a\u0062\\" , "\u0061":null,"c":1e3} "#;
        let found = members(object, &["a", "b", "c", "d"]).unwrap();
        assert_eq!(
            found,
            [Some("null"), Some(r#""a\u0062\\""#), Some("1e3"), None]
        );
        assert_eq!(members("{}", &["a"]), Ok([None]));
        assert_eq!(
            members(r#"{"":{}, "a":{"":[]}}"#, &["a"]),
            Ok([Some(r#"{"":[]}"#)])
        );
    }

    #[test]
    fn refuses_what_is_no_object_or_says_something_twice() {
        for (text, flaw) in [
            ("", Flaw::Syntax),
            ("{", Flaw::Syntax),
            (r#"{"a":1"#, Flaw::Syntax),
            (r#"{"a":1}}"#, Flaw::Syntax),
            (r#"{"a":01}"#, Flaw::Syntax),
            (r#"{"b":"\q"}"#, Flaw::Syntax),
            (r#"{"a":1,"a":1}"#, Flaw::Shape),
            (r#"{"a":1,"\u0061":1}"#, Flaw::Shape),
            ("[]", Flaw::Shape),
            (r#""a""#, Flaw::Shape),
            ("7", Flaw::Shape),
        ] {
            assert_eq!(members(text, &["a"]), Err(flaw), "{text}");
        }
        assert_eq!(members(r#"{"b":1,"b":1}"#, &["a"]), Ok([None]));
    }

    #[test]
    fn reads_every_object_as_serde_json_does() {
        let words = [
            "a",
            "",
            "é\u{1f600}",
            "\"\\/",
            "\u{8}\u{c}\n\r\t\u{1}",
            "]},{[:",
        ];
        for (i, word) in words.iter().enumerate() {
            let value = serde_json::json!({
                "other": { "word": [word, { *word: word }], "n": -1.5e-7 },
                "word": word,
                "list": [[], {}, [[word]], true],
            });
            for text in [
                value.to_string(),
                serde_json::to_string_pretty(&value).unwrap(),
            ] {
                let [found, list] = members(&text, &["word", "list"]).unwrap();
                assert_eq!(found.and_then(unquoted).as_deref(), Some(words[i]));
                let list: serde_json::Value = serde_json::from_str(list.unwrap()).unwrap();
                assert_eq!(list, value["list"]);
            }
        }
    }

    #[test]
    fn text_goes_out_and_comes_back() {
        let text = "a \"quoted\" \\ line\n\u{1} ä";
        assert_eq!(unquoted(&quoted(text)).as_deref(), Some(text));
        assert_eq!(
            unquoted(r#" "\ud83d\ude00\/" "#).as_deref(),
            Some("\u{1f600}/")
        );
        for json in [
            "7",
            "null",
            r#""a"#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ude00""#,
            "'a'",
        ] {
            assert_eq!(unquoted(json), None, "{json}");
        }
    }
}
