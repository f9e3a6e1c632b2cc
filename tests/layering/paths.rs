//! The paths that a source file names: in `use`, in `extern crate`, and bare in the code.

use crate::tokens::{Token, tokens};

/// One path, and where it stands.
#[derive(Debug)]
pub(crate) struct Path {
    /// The module around it, from the crate's root.
    pub(crate) module: Vec<String>,
    pub(crate) segments: Vec<String>,
    /// The name that a `use` gives it, by `as` or by its last segment.
    pub(crate) name: Option<String>,
    /// Whether a `pub use` passes it on.
    pub(crate) public: bool,
}

/// All paths in the source of `module`.
pub(crate) fn paths(module: &[&str], source: &str) -> Vec<Path> {
    let mut reader = Reader {
        tokens: tokens(source),
        at: 0,
        module: module.iter().map(|&name| name.to_owned()).collect(),
        inline: Vec::new(),
        depth: 0,
        public: false,
        paths: Vec::new(),
    };
    while reader.at < reader.tokens.len() {
        reader.step();
    }
    reader.paths
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    module: Vec<String>,
    /// The brace depths at which inline modules began.
    inline: Vec<usize>,
    depth: usize,
    /// Whether `pub` stands before what comes.
    public: bool,
    paths: Vec<Path>,
}

impl Reader {
    fn step(&mut self) {
        match self.take() {
            Some(Token::Other('{')) => self.depth += 1,
            Some(Token::Other('}')) => self.close_brace(),
            // `Vec::<T>::new`: what follows a type's generics is not a path of its own.
            Some(Token::Other('>')) if self.peek() == Some(&Token::PathSeparator) => self.at += 1,
            Some(Token::PathSeparator) => self.bare_path(Vec::new()),
            Some(Token::Word(word)) => self.word(word),
            _ => {}
        }
    }

    fn word(&mut self, word: String) {
        match word.as_str() {
            "use" => return self.use_tree(&[]),
            "extern" if self.take_word("crate") => self.extern_crate(),
            // `pub(crate)` and `pub(super)` name no path that is used.
            "pub" => {
                if self.peek() == Some(&Token::Other('(')) {
                    self.skip_to(')');
                }
                self.public = true;
                return;
            }
            "mod" => self.open_module(),
            _ => self.bare_path(vec![word]),
        }
        self.public = false;
    }

    fn open_module(&mut self) {
        let Some(Token::Word(name)) = self.take() else {
            return;
        };
        if self.peek() == Some(&Token::Other('{')) {
            self.module.push(name);
            self.inline.push(self.depth);
        }
    }

    fn close_brace(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.inline.last() == Some(&self.depth) {
            self.inline.pop();
            self.module.pop();
        }
    }

    /// The rest of a path outside `use`. A single word is a name of something local.
    fn bare_path(&mut self, mut segments: Vec<String>) {
        if segments.is_empty() {
            segments.extend(self.take_any_word());
        }
        while self.peek() == Some(&Token::PathSeparator) {
            self.at += 1;
            match self.take_any_word() {
                Some(word) => segments.push(word),
                None => break,
            }
        }
        if segments.len() > 1 {
            self.found(segments, None);
        }
    }

    fn extern_crate(&mut self) {
        let name = self.take_any_word().unwrap_or_default();
        let root = if name == "self" { "crate".into() } else { name };
        self.found(vec![root], None);
    }

    /// One branch of a `use`, up to the comma, brace or semicolon behind it.
    fn use_tree(&mut self, prefix: &[String]) {
        let mut segments = prefix.to_vec();
        loop {
            match self.take() {
                Some(Token::PathSeparator) => {}
                Some(Token::Other('*')) => segments.push("*".into()),
                Some(Token::Other('{')) => return self.use_group(&segments),
                Some(Token::Word(word)) if word == "as" => {
                    let name = self.take_any_word();
                    return self.found(segments, name);
                }
                // `{self}` names what stands before the brace.
                Some(Token::Word(word)) if word == "self" && !prefix.is_empty() => {}
                Some(Token::Word(word)) => segments.push(word),
                _ => {
                    self.at -= 1;
                    let name = segments.last().cloned();
                    return self.found(segments, name);
                }
            }
        }
    }

    fn use_group(&mut self, prefix: &[String]) {
        while !matches!(self.peek(), None | Some(Token::Other('}'))) {
            self.use_tree(prefix);
            if self.peek() == Some(&Token::Other(',')) {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    fn found(&mut self, segments: Vec<String>, name: Option<String>) {
        self.paths.push(Path {
            module: self.module.clone(),
            segments,
            name,
            public: self.public,
        });
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    fn take_any_word(&mut self) -> Option<String> {
        let Some(Token::Word(word)) = self.peek().cloned() else {
            return None;
        };
        self.at += 1;
        Some(word)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let there = self.peek().is_some_and(|token| token.is(word));
        self.at += usize::from(there);
        there
    }

    fn skip_to(&mut self, end: char) {
        while self.take().is_some_and(|token| token != Token::Other(end)) {}
    }
}
