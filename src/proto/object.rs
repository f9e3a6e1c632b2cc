//! JSON out: an object, member by member.

use super::json::quoted;
use alloc::string::String;
use alloc::vec::Vec;

/// An object that is being written.
pub(crate) struct Object(String);

impl Object {
    pub(crate) const fn new() -> Self {
        Self(String::new())
    }

    /// A member whose value is JSON already.
    pub(crate) fn raw(mut self, name: &str, json: &str) -> Self {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quoted(name));
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        self.raw(name, &quoted(text))
    }

    /// A member that is left out where there is nothing to say.
    pub(crate) fn text_if(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    pub(crate) fn flag(self, name: &str, holds: bool) -> Self {
        self.raw(name, if holds { "true" } else { "false" })
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// A list of values that are JSON already.
pub(crate) fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<_> = items.collect();
    ["[", &items.join(","), "]"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_json() {
        let object = Object::new().text("a", "\"").text_if("b", None);
        let object = object.flag("c", false).raw("d", "[1]").finish();
        assert_eq!(object, r#"{"a":"\"","c":false,"d":[1]}"#);
        assert_eq!(Object::new().finish(), "{}");
        assert_eq!(list(["1".into(), "{}".into()].into_iter()), "[1,{}]");
    }
}
