//! A value that knows where in the document it stands: whatever is wrong with it has a path, and
//! each field of an object is read once.

use super::json::Json;
use super::problem::{PolicyProblem, Unique};

/// A value and its path, as in `callers[2].proxy[0].paths[1]`.
pub(super) struct Place {
    json: Json,
    path: String,
}

/// The fields of an object that have not been read.
pub(super) struct Fields {
    members: Vec<(String, Json)>,
    path: String,
}

impl Place {
    pub(super) fn read(text: &str) -> Result<Self, PolicyProblem> {
        let json = serde_json::from_str(text).map_err(|error| {
            // Its words may quote the text.
            let (line, column) = (error.line(), error.column());
            PolicyProblem::at("", format!("not JSON (line {line}, column {column})"))
        })?;
        let path = String::new();
        Ok(Self { json, path })
    }

    fn wrong_type<T>(self, what: &str) -> Result<T, PolicyProblem> {
        Err(PolicyProblem::at(self.path, format!("should be {what}")))
    }

    /// An object with no other fields than these, and none twice: readers differ in which counts.
    pub(super) fn fields(self, names: &[&str]) -> Result<Fields, PolicyProblem> {
        let Self { json, path } = self;
        let Json::Object(members) = json else {
            return Self { json, path }.wrong_type("an object");
        };
        match flaw(&members, names) {
            Some(problem) => Err(PolicyProblem::at(path, problem)),
            None => Ok(Fields { members, path }),
        }
    }

    pub(super) fn list(self) -> Result<Vec<Place>, PolicyProblem> {
        let Self { json, path } = self;
        let Json::List(items) = json else {
            return Self { json, path }.wrong_type("a list");
        };
        let item = |(index, json)| Self {
            json,
            path: format!("{path}[{index}]"),
        };
        Ok(items.into_iter().enumerate().map(item).collect())
    }

    pub(super) fn flag(self) -> Result<bool, PolicyProblem> {
        match self.json {
            Json::Flag(flag) => Ok(flag),
            _ => self.wrong_type("true or false"),
        }
    }

    pub(super) fn text<T>(
        self,
        check: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, PolicyProblem> {
        match &self.json {
            Json::Text(text) => {
                check(text).map_err(|problem| PolicyProblem::at(self.path, problem))
            }
            _ => self.wrong_type("a text"),
        }
    }

    /// A list that is not empty, each text in it checked.
    pub(super) fn texts<T>(
        self,
        check: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>, PolicyProblem> {
        let path = self.path.clone();
        let items = self.list()?;
        if items.is_empty() {
            return Err(PolicyProblem::at(path, "is empty"));
        }
        items.into_iter().map(|item| item.text(&check)).collect()
    }

    /// The same, each of them once.
    pub(super) fn texts_once<T: Clone + Ord>(
        self,
        unique: &mut Unique<T>,
        check: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>, PolicyProblem> {
        let path = self.path.clone();
        let items = self.texts(check)?;
        for (index, item) in items.iter().enumerate() {
            unique.add(item.clone(), format!("{path}[{index}]"))?;
        }
        Ok(items)
    }

    /// A text that stands once.
    pub(super) fn text_once<T: Clone + Ord>(
        self,
        unique: &mut Unique<T>,
        check: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, PolicyProblem> {
        let path = self.path.clone();
        let text = self.text(check)?;
        unique.add(text.clone(), path)?;
        Ok(text)
    }
}

impl Fields {
    pub(super) fn take(&mut self, name: &str) -> Option<Place> {
        let index = self.members.iter().position(|(own, _)| own == name)?;
        let (_, json) = self.members.swap_remove(index);
        let path = self.path_of(name);
        Some(Place { json, path })
    }

    pub(super) fn need(&mut self, name: &str) -> Result<Place, PolicyProblem> {
        self.take(name).ok_or_else(|| self.missing(name))
    }

    pub(super) fn missing(&self, name: &str) -> PolicyProblem {
        PolicyProblem::at(&self.path, format!("has no field {name}"))
    }

    /// The items of a list that may be left out.
    pub(super) fn items(&mut self, name: &str) -> Result<Vec<Place>, PolicyProblem> {
        self.take(name).map_or(Ok(Vec::new()), Place::list)
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn path_of(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }
}

/// A field that is none of these, or that stands there twice.
fn flaw(members: &[(String, Json)], names: &[&str]) -> Option<String> {
    let mut rest = members.iter();
    while let Some((name, _)) = rest.next() {
        let Some(known) = names.iter().find(|known| *known == name) else {
            let names = names.join(", ");
            return Some(format!("has a field that is none of {names}"));
        };
        if rest.as_slice().iter().any(|(other, _)| other == name) {
            return Some(format!("has the field {known} twice"));
        }
    }
    None
}
