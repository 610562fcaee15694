//! Searches files for secrets, in every spelling and in everything that can be unpacked.

use crate::secret::Canary;
use crate::spelling::spellings;
use crate::unpack::unpacked;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Files by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A secret that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The field the secret stands in.
    pub field: String,
    /// Which of the secrets.
    pub canary: usize,
    /// The file, and what was unpacked of it.
    pub file: String,
    /// How it is spelled there.
    pub spelling: &'static str,
}

impl fmt::Display for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (secret {}) in {}, as {}", self.field, self.canary, self.file, self.spelling)
    }
}

/// Knows the secrets to search for.
pub struct Searcher {
    automaton: AhoCorasick,
    /// Of each pattern: the secret and the spelling.
    patterns: Vec<(usize, &'static str)>,
    fields: Vec<String>,
}

impl Searcher {
    /// A searcher for these.
    pub fn new(canaries: &[Canary]) -> Self {
        let spelled = canaries.iter().enumerate();
        let spelled = spelled.flat_map(|(i, canary)| spellings(&canary.what).into_iter().map(move |s| (i, s)));
        let (patterns, bytes): (Vec<_>, Vec<_>) = spelled.map(|(i, (name, bytes))| ((i, name), bytes)).unzip();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&bytes)
            .unwrap();
        Self { automaton, patterns, fields: canaries.iter().map(|canary| canary.field.clone()).collect() }
    }

    /// What is found in files and their names.
    pub fn find(&self, files: &Files) -> BTreeSet<Hit> {
        let files: Vec<_> = files.iter().collect();
        std::thread::scope(|scope| {
            // Every second file, for large ones lie side by side.
            let parts = [0, 1].map(|turn| files.iter().skip(turn).step_by(2).collect::<Vec<_>>());
            let running = parts.map(|part| scope.spawn(move || self.of_all(&part)));
            running.into_iter().flat_map(|part| part.join().unwrap()).collect::<BTreeSet<Hit>>()
        })
    }

    fn of_all(&self, files: &[&(&String, &Vec<u8>)]) -> BTreeSet<Hit> {
        files.iter().flat_map(|(name, bytes)| self.of(name, bytes)).collect()
    }

    fn of(&self, name: &str, bytes: &[u8]) -> BTreeSet<Hit> {
        let mut hits = BTreeSet::new();
        self.look(&format!("the name of {name}"), name.as_bytes(), &mut hits);
        self.look(name, bytes, &mut hits);
        for (part, bytes) in unpacked(name, bytes) {
            self.look(&part, &bytes, &mut hits);
        }
        hits
    }

    fn look(&self, file: &str, bytes: &[u8], hits: &mut BTreeSet<Hit>) {
        for found in self.automaton.find_overlapping_iter(bytes) {
            let (canary, spelling) = self.patterns[found.pattern()];
            // The end of a longer number is another number.
            let longer = found.start() > 0 && bytes[found.start() - 1].is_ascii_digit();
            if !(spelling == "decimal" && longer) {
                hits.insert(Hit { field: self.fields[canary].clone(), canary, file: file.to_owned(), spelling });
            }
        }
    }
}
