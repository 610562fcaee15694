//! The lines of a custody log, each of which names the SHA-256 of the one before.
//!
//! A line is JSON with its members in one order and no spaces, so that a shell can follow the chain: it begins with
//! `{"prev":"<sha256>",`, and the SHA-256 of a line is that of its bytes without the newline.

use crate::{Act, Digest, Fault, Item, log};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the form of a line.
const FORMAT: u32 = 1;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// SHA-256 of the line before; zeros in the first.
    pub prev: Digest,
    /// The version of this form.
    pub format: u32,
    /// Counted from 1.
    pub seq: u64,
    /// What was done.
    pub act: Act,
}

/// The lines of a log that hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The lines, oldest first.
    pub lines: Vec<Line>,
    /// The SHA-256 of each.
    pub hashes: Vec<Digest>,
    /// What follows the last newline: a line that a crash tore.
    pub torn: Vec<u8>,
}

impl Chain {
    /// Reads a log.
    ///
    /// # Errors
    /// The first line that is none of ours or does not follow the one before, with what seems to have been done to it.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let end = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |last| last + 1);
        let (whole, torn) = bytes.split_at(end);
        let texts = lines(whole);
        let mut chain = Self { torn: torn.to_owned(), ..Self::default() };
        for (at, text) in texts.iter().enumerate() {
            let line = parsed(text).map_err(|found| wrong_line(at, &found))?;
            if !line.act.inputs.iter().chain(&line.act.outputs).all(Item::stays_inside) {
                return Err(wrong_line(at, "a path that leads out of the case"));
            }
            if line.prev != chain.head() || line.seq != at as u64 + 1 {
                return Err(broken(&texts, at, &line, chain.head()));
            }
            chain.push(line, Digest::of(text));
        }
        Ok(chain)
    }

    /// The SHA-256 of the last line: whoever knows it can tell whether a log still holds everything up to there.
    pub fn head(&self) -> Digest {
        self.hashes.last().copied().unwrap_or(Digest::NONE)
    }

    /// How many lines follow the one with this SHA-256; `None` where no line has it.
    pub fn lines_after(&self, head: Digest) -> Option<usize> {
        self.hashes.iter().rev().position(|hash| *hash == head)
    }

    /// The line that would follow, and its bytes without the newline.
    pub(crate) fn next(&self, act: Act) -> (Line, String) {
        let line = Line { prev: self.head(), format: FORMAT, seq: self.lines.len() as u64 + 1, act };
        let text = canonical(&line);
        (line, text)
    }

    pub(crate) fn push(&mut self, line: Line, hash: Digest) {
        self.lines.push(line);
        self.hashes.push(hash);
    }
}

/// The one way to write a line. (Nothing in it can fail to be written as JSON: no map with keys that are no text.)
fn canonical(line: &Line) -> String {
    serde_json::to_string(line).unwrap_or_default()
}

/// Lines that end with a newline each, without it.
fn lines(whole: &[u8]) -> Vec<&[u8]> {
    whole.strip_suffix(b"\n").map_or(Vec::new(), |lines| lines.split(|b| *b == b'\n').collect())
}

fn parsed(text: &[u8]) -> Result<Line, String> {
    let text = str::from_utf8(text).map_err(|_| "bytes that are no UTF-8".to_owned())?;
    let line: Line = serde_json::from_str(text).map_err(|e| format!("no line of a custody log: {e}"))?;
    match line.format {
        FORMAT if canonical(&line) == text => Ok(line),
        FORMAT => Err("a line that is not written as Locus writes it".to_owned()),
        other => Err(format!("a line of format {other}")),
    }
}

fn wrong_line(at: usize, found: &str) -> Fault {
    let expected = format!("a line of format {FORMAT} as Locus wrote it");
    let remedy = "this line was changed by hand or put in: compare the log with a copy kept elsewhere";
    Fault::new(log::FILE, found, expected, remedy).at(at + 1)
}

/// Says what was most likely done to a log whose line at `at` does not follow the one before.
fn broken(texts: &[&[u8]], at: usize, line: &Line, head: Digest) -> Fault {
    let places: BTreeMap<Digest, usize> = texts.iter().enumerate().map(|(n, text)| (Digest::of(text), n)).collect();
    let guess = match places.get(&line.prev) {
        _ if line.prev == head => "its number is not the next one: it was written by hand".to_owned(),
        _ if line.prev == Digest::NONE => "it is a first line: lines were moved, or put in before it".to_owned(),
        Some(before) if *before < at => format!("it follows line {}: lines were put in between, or moved", before + 1),
        Some(before) => format!("it follows line {}, which stands after it: lines were moved", before + 1),
        None if at == 0 => "what it follows is gone: the first lines were taken out".to_owned(),
        None => format!("line {at} was changed, or lines before it were taken out"),
    };
    let found = format!("line {} of the log, which says that it follows a line with SHA-256 {}", line.seq, line.prev);
    let expected = format!("line {}, which follows {head}", at + 1);
    Fault::new(log::FILE, found, expected, guess).at(at + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{By, Item, Kind, Moment};
    use proptest::prelude::*;

    fn act(purpose: &str) -> Act {
        Act {
            kind: Kind::Intake,
            when: Moment { at: "2026-11-22T08:15:09Z".into(), clock: "system".into() },
            by: By::new("analyst", purpose, "locus 0").unwrap(),
            inputs: Vec::new(),
            outputs: vec![Item::outside("a", b"a")],
        }
    }

    fn log_of(purposes: &[String]) -> Vec<String> {
        let mut chain = Chain::default();
        let written = purposes.iter().map(|purpose| {
            let (line, text) = chain.next(act(purpose));
            chain.push(line, Digest::of(text.as_bytes()));
            text + "\n"
        });
        written.collect()
    }

    fn read(lines: &[String]) -> Result<Chain, Fault> {
        Chain::read(lines.concat().as_bytes())
    }

    #[test]
    fn custody_edit_insert_delete_reorder_detected() {
        let whole = log_of(&["one", "two", "three", "four"].map(String::from));
        assert_eq!(read(&whole).unwrap().lines.len(), 4);
        let edited = |at: usize| {
            let mut lines = whole.clone();
            lines[at] = lines[at].replace("analyst", "somebody");
            lines
        };
        assert_eq!(read(&edited(1)).unwrap_err().line, Some(3));
        let mut deleted = whole.clone();
        deleted.remove(1);
        assert!(read(&deleted).unwrap_err().remedy.contains("taken out"));
        let first_gone = &whole[1..];
        assert!(read(first_gone).unwrap_err().remedy.contains("the first lines were taken out"));
        let mut twice = whole.clone();
        twice.insert(2, whole[1].clone());
        assert!(read(&twice).unwrap_err().remedy.contains("put in between"));
        let mut swapped = whole.clone();
        swapped.swap(1, 2);
        assert!(read(&swapped).unwrap_err().remedy.contains("lines were moved"));
        let mut spaced = whole.clone();
        spaced[3] = spaced[3].replace("\"seq\":", "\"seq\": ");
        assert!(read(&spaced).unwrap_err().found.contains("not written as Locus writes it"));
        let mut doubled = whole.clone();
        doubled[3] = doubled[3].replace("\"seq\":4", "\"seq\":4,\"seq\":4");
        assert!(read(&doubled).unwrap_err().found.contains("duplicate"));
    }

    #[test]
    fn the_end_can_be_cut_unseen_but_not_from_who_kept_the_head() {
        let whole = log_of(&["one", "two", "three"].map(String::from));
        let kept = read(&whole).unwrap().head();
        let cut = read(&whole[..2]).unwrap();
        assert_eq!(cut.lines_after(kept), None);
        assert_eq!(read(&whole).unwrap().lines_after(cut.head()), Some(1));
    }

    proptest! {
        #[test]
        fn any_changed_byte_of_any_line_but_the_last_breaks_the_chain(at in 0usize..4000, to in 0u8..=255) {
            let whole = log_of(&["one", "둘 \\ \"two\" \"prev\":\"", "three"].map(String::from));
            let mut bytes = whole.concat().into_bytes();
            let at = at % (bytes.len() - whole[2].len());
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            prop_assert!(Chain::read(&bytes).is_err());
        }

        #[test]
        fn a_log_cut_anywhere_keeps_its_whole_lines(at in 0usize..4000) {
            let bytes = log_of(&["one", "two", "three"].map(String::from)).concat().into_bytes();
            let cut = &bytes[..at % bytes.len()];
            let chain = Chain::read(cut).unwrap();
            let whole = cut.iter().filter(|b| **b == b'\n').count();
            prop_assert_eq!(chain.lines.len(), whole);
            let rest = cut.iter().rposition(|b| *b == b'\n').map_or(cut, |last| &cut[last + 1..]);
            prop_assert_eq!(chain.torn, rest);
        }
    }
}
