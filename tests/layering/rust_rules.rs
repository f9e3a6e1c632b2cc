//! Which module of the crate may use which, and which may name a platform's crates.

use crate::paths::{Path, paths};
use std::collections::BTreeMap;

const ROOT: &str = "";

/// Each room, and the rooms that it may use beside itself. Nobody uses `entry`.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        ROOT,
        &["adapters", "help", "minter", "ports", "proto", "server"],
    ),
    ("adapters", &["ports", "proto"]),
    (
        "entry",
        &["adapters", "help", "minter", "ports", "proto", "server"],
    ),
    ("help", &["proto"]),
    ("minter", &["ports", "proto"]),
    ("ports", &["proto"]),
    ("proto", &[]),
    ("server", &["minter", "ports", "proto"]),
];

/// Crates that tie whoever names them to JavaScript or to one platform.
const PLATFORM_CRATES: &[&str] = &[
    "getrandom",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "worker",
];

const PLATFORM_MODULES: &[&[&str]] = &[
    &["adapters", "host"],
    &["adapters", "web"],
    &["adapters", "worker"],
    &["entry"],
];

/// What the crate's root gives another name: `crate::Minter` is `minter`'s.
pub(crate) struct Facade(BTreeMap<String, String>);

impl Facade {
    pub(crate) fn read(lib: &str) -> Self {
        let given = paths(&[], lib).into_iter().filter_map(|path| {
            let room = path.segments.first().filter(|first| is_room(first))?;
            Some((path.name?, room.clone()))
        });
        Self(given.collect())
    }

    /// The room that `crate::name` belongs to.
    fn room<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        if is_room(name) {
            Some(name)
        } else {
            self.0.get(name).map(String::as_str)
        }
    }
}

fn is_room(name: &str) -> bool {
    name != ROOT && MAY_USE.iter().any(|(room, _)| *room == name)
}

/// What the source of `module` uses and may not, in words.
pub(crate) fn violations(facade: &Facade, module: &[&str], source: &str) -> Vec<String> {
    let from = module.first().copied().unwrap_or(ROOT);
    let Some((_, allowed)) = MAY_USE.iter().find(|(room, _)| *room == from) else {
        return vec![format!("{from} is no room of the plan")];
    };
    let complaint = |path: &Path| {
        let named = path.segments.join("::");
        match target(path) {
            Target::Crate(inner) => match facade.room(&inner) {
                Some(room) if room == from || allowed.contains(&room) => None,
                Some(room) => Some(format!("{named}: {room} is not for {from}")),
                None if from == ROOT && inner == "*" => None,
                None => Some(format!("{named}: not a path through a room")),
            },
            Target::Outside(name) => {
                let platform = PLATFORM_CRATES.contains(&name.as_str());
                let free = PLATFORM_MODULES.iter().any(|free| module.starts_with(free));
                (platform && !free).then(|| format!("{named}: {name} is not for {from}"))
            }
            Target::Local => None,
        }
    };
    paths(module, source).iter().filter_map(complaint).collect()
}

enum Target {
    /// A path from the crate's root; its first name, `*`, or nothing for the root itself.
    Crate(String),
    /// Another crate, or something in scope.
    Outside(String),
    Local,
}

fn target(path: &Path) -> Target {
    let first = path.segments.first().map_or("", String::as_str);
    let (mut base, rest) = match first {
        "crate" | "edgemint" => (Vec::new(), path.segments.as_slice()),
        "self" | "super" => (path.module.clone(), path.segments.as_slice()),
        "Self" | "" => return Target::Local,
        room if path.module.is_empty() && is_room(room) => return Target::Crate(room.into()),
        outside => return Target::Outside(outside.into()),
    };
    let supers = rest.iter().filter(|segment| *segment == "super").count();
    base.truncate(base.len().saturating_sub(supers));
    let is_name =
        |segment: &&String| !matches!(segment.as_str(), "crate" | "edgemint" | "self" | "super");
    let inner = base.first().or_else(|| rest.iter().find(is_name));
    Target::Crate(inner.cloned().unwrap_or_default())
}
