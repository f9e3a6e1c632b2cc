//! The JSON of a policy: which fields there are, and of which type.

use super::problem::PolicyProblem;
use serde::{Deserialize, Deserializer};
use serde_path_to_error::Segment;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct PolicyFile {
    #[serde(default, deserialize_with = "given")]
    pub(super) access: Option<AccessFile>,
    pub(super) callers: Vec<CallerFile>,
    #[serde(default, deserialize_with = "given")]
    pub(super) cors: Option<CorsFile>,
    #[serde(default)]
    pub(super) operators: Vec<OperatorFile>,
    /// For editors; not read.
    #[serde(default, rename = "$schema", deserialize_with = "given")]
    _schema: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct AccessFile {
    pub(super) team: String,
    pub(super) audience: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct CorsFile {
    pub(super) origins: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct OperatorFile {
    pub(super) name: String,
    pub(super) secret_sha256: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct CallerFile {
    pub(super) name: String,
    #[serde(default, deserialize_with = "given")]
    pub(super) secret_sha256: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    pub(super) access: Option<Vec<String>>,
    #[serde(default)]
    pub(super) binding: bool,
    pub(super) users: Vec<String>,
    pub(super) scopes: Vec<String>,
    #[serde(default)]
    pub(super) proxy: Vec<RouteFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RouteFile {
    pub(super) host: String,
    pub(super) methods: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) scopes: Vec<String>,
}

/// Every field, so that a path names nothing else that may stand in a text.
const FIELDS: &[&str] = &[
    "$schema",
    "access",
    "audience",
    "binding",
    "callers",
    "cors",
    "host",
    "methods",
    "name",
    "operators",
    "origins",
    "paths",
    "proxy",
    "scopes",
    "secret_sha256",
    "team",
    "users",
];

/// A field that is there has a value: `null` is none.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(json: D) -> Result<Option<T>, D::Error> {
    T::deserialize(json).map(Some)
}

impl PolicyFile {
    pub(super) fn read(text: &str) -> Result<Self, PolicyProblem> {
        let mut json = serde_json::Deserializer::from_str(text);
        let file = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| PolicyProblem::at(path(&error), unreadable(error.inner())))?;
        json.end()
            .map_err(|error| PolicyProblem::at("", unreadable(&error)))?;
        Ok(file)
    }
}

fn path(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let mut path = String::new();
    for segment in error.path() {
        match segment {
            Segment::Seq { index } => path.push_str(&format!("[{index}]")),
            Segment::Map { key } if FIELDS.contains(&key.as_str()) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(key);
            }
            _ => {}
        }
    }
    path
}

/// What serde_json has to say, without what it quotes.
fn unreadable(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let names_a_field = ["missing field", "duplicate field"];
    // What stands behind the last of these is serde's own, whatever the value before it holds.
    let expected = error.is_data().then(|| error.to_string());
    let expected = expected
        .as_deref()
        .and_then(|text| text.rsplit_once(", expected ")?.1.split(" at line ").next());
    let problem = match expected {
        _ if names_a_field.iter().any(|start| message.starts_with(start)) => message.into(),
        _ if message.starts_with("unknown field") => "unknown field".into(),
        Some("a sequence") => "should be a list".into(),
        Some(expected) => format!("should be {expected}"),
        None => "not JSON".into(),
    };
    let (line, column) = (error.line(), error.column());
    format!("{problem} (line {line}, column {column})")
}
