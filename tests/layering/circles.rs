//! Circles of files that import each other. A module that passes on what a file below it has, by
//! `pub use`, does not import it by that.

use crate::paths::{Path, paths};
use std::collections::{BTreeMap, BTreeSet};

/// A module, from the crate's root.
type Module = Vec<String>;

struct Sources {
    /// What each file names, but in its tests.
    named: BTreeMap<Module, Vec<Path>>,
}

/// The imports that lead back to where they come from: `a::b -> c`.
pub(crate) fn circles(sources: &[(Module, String)]) -> Vec<String> {
    let read = |(module, source): &(Module, String)| {
        let around: Vec<_> = module.iter().map(String::as_str).collect();
        let mut named = paths(&around, source);
        named.retain(|path| {
            path.module
                .get(module.len())
                .is_none_or(|inner| inner != "tests")
        });
        (module.clone(), named)
    };
    let sources = Sources {
        named: sources.iter().map(read).collect(),
    };
    let imports: BTreeMap<_, _> = sources
        .named
        .keys()
        .map(|file| (file, sources.imports(file)))
        .collect();
    let mut found = Vec::new();
    for (from, targets) in &imports {
        for to in targets.iter().filter(|to| reaches(&imports, to, from)) {
            found.push(format!("{} -> {}", from.join("::"), to.join("::")));
        }
    }
    found
}

fn reaches(imports: &BTreeMap<&Module, BTreeSet<Module>>, from: &Module, to: &Module) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        if file == to {
            return true;
        }
        if seen.insert(file) {
            open.extend(imports.get(file).into_iter().flatten());
        }
    }
    false
}

impl Sources {
    fn imports(&self, file: &Module) -> BTreeSet<Module> {
        let named = self.named.get(file).into_iter().flatten();
        let targets = named.filter_map(|path| {
            let target = self.file_of(&self.absolute(path)?, 0);
            let passed_on = path.public && target.starts_with(file);
            (target != *file && !passed_on).then_some(target)
        });
        targets.collect()
    }

    /// From the crate's root; nothing where it is another crate's, or local.
    fn absolute(&self, path: &Path) -> Option<Module> {
        let mut segments = path.segments.as_slice();
        let mut base = match segments.first()?.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => path.module.clone(),
            first => {
                let inner = [path.module.as_slice(), &[first.to_owned()]].concat();
                return self
                    .named
                    .contains_key(&inner)
                    .then(|| [&path.module[..], segments].concat());
            }
        };
        while let Some((first, rest)) = segments.split_first() {
            match first.as_str() {
                "crate" | "self" => {}
                "super" => drop(base.pop()),
                _ => break,
            }
            segments = rest;
        }
        Some([&base[..], segments].concat())
    }

    /// Where the item of a path is, through whoever passes it on.
    fn file_of(&self, path: &[String], passed: usize) -> Module {
        let depth = (0..=path.len())
            .rev()
            .find(|depth| self.named.contains_key(&path[..*depth]));
        let (file, rest) = path.split_at(depth.unwrap_or_default());
        let passes_on = |item: &String| {
            let mut named = self.named.get(file)?.iter();
            named.find(|path| path.public && path.name.as_ref() == Some(item))
        };
        match rest
            .first()
            .and_then(passes_on)
            .and_then(|path| self.absolute(path))
        {
            // A few are passed on by several; none by more.
            Some(target) if target != path && passed < 8 => self.file_of(&target, passed + 1),
            _ => file.to_vec(),
        }
    }
}
