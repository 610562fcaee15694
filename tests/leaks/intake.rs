//! Originals taken in, with secrets in everything that is written down of it.

use crate::release::Made;
use crate::secret::{Canary, Seeds, What};
use locus_tests::folder::sorted;
use std::fs;

/// Takes one scan of the case in under a name of its own.
pub fn take_in(made: &Made, seeds: &Seeds) -> Vec<Canary> {
    let word = |at: &str| seeds.word(at, "intake");
    let scan =
        sorted(&made.place("case/sketches")).into_iter().find(|path| path.extension().unwrap() == "jpg").unwrap();
    let original = format!("{}.jpg", word("custody:file-name"));
    fs::copy(scan, made.place(&original)).unwrap();
    let (from, how) = (word("custody:received-from"), word("custody:how"));
    let (purpose, actor) = (word("custody:purpose"), word("custody:actor"));
    let words = ["--received-from", &from, "--how", &how, "--purpose", &purpose, "--as", &actor];
    made.run(&[&["intake", &original, "--case", "case"], &words[..]].concat()).expect(0);
    let fields = ["file-name", "received-from", "how", "purpose", "actor"].map(|name| format!("custody:{name}"));
    let canary = |field: String| {
        let what = What::Text { word: word(&field), value: word(&field) };
        Canary { field, what, withheld: false }
    };
    fields.into_iter().map(canary).collect()
}
