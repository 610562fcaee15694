//! What a reading of a case collects: mistakes, notes, and the ids that are taken.

use crate::limits::LIMITS;
use crate::mistake::{Mistake, Mistakes};
use locus_model::{Id, Key, Note, NoteKind};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Collects while readers hold shared references: a mistake in one field must not keep the next from being read.
#[derive(Default)]
pub(crate) struct Findings {
    mistakes: RefCell<BTreeMap<String, Told>>,
    notes: RefCell<Vec<Note>>,
    ids: RefCell<BTreeMap<Id, String>>,
    references: RefCell<Vec<Reference>>,
}

/// A place that something is described from; whether the case has it is known when everything is read.
#[derive(Clone)]
pub(crate) struct Reference {
    pub key: Key,
    pub file: String,
    pub line: usize,
}

/// The mistakes of one file: as many as a person will read, and the count of the rest.
#[derive(Default)]
struct Told {
    kept: BTreeSet<Mistake>,
    more: usize,
}

/// A mistake whose file the reader of a single value does not know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub line: usize,
    pub found: String,
    pub expected: String,
    pub remedy: String,
}

impl Problem {
    pub fn new(line: usize, found: impl Into<String>, expected: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line, found: found.into(), expected: expected.into(), remedy: remedy.into() }
    }
}

impl Findings {
    /// Keeps a mistake.
    pub fn mistake(&self, mistake: Mistake) {
        let mut mistakes = self.mistakes.borrow_mut();
        let told = mistakes.entry(mistake.file.clone()).or_default();
        if told.kept.len() < LIMITS.mistakes_per_file {
            told.kept.insert(mistake);
        } else {
            told.more += 1;
        }
    }

    /// Keeps a note.
    pub fn note(&self, kind: NoteKind, about: impl ToString, message: impl Into<String>, remedy: impl Into<String>) {
        self.notes.borrow_mut().push(Note::new(kind, about, message, remedy));
    }

    /// Every note, in the order of reading (which is that of the names of files).
    pub fn notes(&self) -> Vec<Note> {
        self.notes.borrow().clone()
    }

    /// Every place that something was described from.
    pub fn references(&self) -> Vec<Reference> {
        self.references.borrow().clone()
    }

    /// Whether nothing was wrong so far.
    pub fn is_clean(&self) -> bool {
        self.mistakes.borrow().is_empty()
    }

    /// Every mistake by file and line; of a file with very many the rest is counted.
    pub fn into_mistakes(self) -> Mistakes {
        let mut all = Vec::new();
        for (file, Told { kept, more }) in self.mistakes.into_inner() {
            all.extend(kept);
            if more > 0 {
                all.push(Mistake {
                    file,
                    line: None,
                    found: format!("{more} more mistakes"),
                    expected: "none".into(),
                    remedy: "correct those above and read the case again".into(),
                });
            }
        }
        Mistakes(all)
    }
}

/// One file being read.
#[derive(Clone, Copy)]
pub(crate) struct Page<'f> {
    /// Relative to the case folder.
    pub file: &'f str,
    /// Where mistakes go.
    pub findings: &'f Findings,
}

impl Page<'_> {
    /// Keeps a mistake of this file.
    pub fn mistake(
        &self,
        line: usize,
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problem(Problem::new(line, found, expected, remedy));
    }

    /// Keeps a mistake about this file as a whole.
    pub fn about_file(&self, found: impl Into<String>, expected: impl Into<String>, remedy: impl Into<String>) {
        let (found, expected, remedy) = (found.into(), expected.into(), remedy.into());
        self.findings.mistake(Mistake { file: self.file.to_owned(), line: None, found, expected, remedy });
    }

    /// Keeps a problem of this file.
    pub fn problem(&self, problem: Problem) {
        let Problem { line, found, expected, remedy } = problem;
        self.findings.mistake(Mistake { file: self.file.to_owned(), line: Some(line), found, expected, remedy });
    }

    /// Keeps a note about a line of this file.
    pub fn note(&self, kind: NoteKind, line: usize, message: impl Into<String>, remedy: impl Into<String>) {
        self.findings.note(kind, format!("{}:{line}", self.file), message, remedy);
    }

    /// Keeps that this file describes something from a place.
    pub fn refer(&self, key: &Key, line: usize) {
        self.findings.references.borrow_mut().push(Reference { key: key.clone(), file: self.file.to_owned(), line });
    }

    /// The value, or `None` and the problem kept.
    pub fn keep<T>(&self, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problem(problem)).ok()
    }

    /// Takes an id for something of this file; a mistake where the case has it already.
    pub fn claim(&self, id: &Id, line: usize) {
        let here = format!("{}:{line}", self.file);
        let taken = self.findings.ids.borrow_mut().insert(id.clone(), here);
        if let Some(first) = taken {
            self.mistake(
                line,
                format!("the id \"{id}\", which {first} has already"),
                "ids that are unique in the case",
                "give one of the two another id",
            );
        }
    }
}
