//! Where a policy is malformed, and how. Never quotes what stands there: the answer of a Worker
//! with a malformed policy goes to anybody who asks.

use core::fmt;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Where a policy is malformed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    path: String,
    problem: String,
}

impl PolicyProblem {
    pub(super) fn at(path: impl Into<String>, problem: impl ToString) -> Self {
        Self {
            path: path.into(),
            problem: problem.to_string(),
        }
    }

    /// Where, as in `callers[2].proxy[0].paths[1]`; empty for the document itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, problem } = self;
        if path.is_empty() {
            f.write_str(problem)
        } else {
            write!(f, "{path}: {problem}")
        }
    }
}

/// Values of which none may stand in a policy twice, and where each stands.
pub(super) struct Unique<T>(BTreeMap<T, String>);

impl<T> Default for Unique<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> Unique<T> {
    pub(super) fn add(&mut self, value: T, path: String) -> Result<(), PolicyProblem> {
        match self.0.entry(value) {
            Entry::Occupied(first) => {
                let problem = format!("the same as {}", first.get());
                Err(PolicyProblem::at(path, problem))
            }
            Entry::Vacant(place) => {
                place.insert(path);
                Ok(())
            }
        }
    }
}

/// A name as it may stand in a log line.
pub(super) fn name(text: &str) -> Result<String, String> {
    visible(text).map(str::to_owned)
}

/// Text without blanks, controls and look-alikes.
pub(super) fn visible(text: &str) -> Result<&str, String> {
    match !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic()) {
        true => Ok(text),
        false => Err("should be visible ASCII without blanks".into()),
    }
}
