//! The table of verdicts in `docs/assurance.md`.

use crate::judge::Judged;
use locus_tests::folder::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const COLUMNS: [&str; 12] = [
    "check",
    "reconstruct",
    "explain",
    "quality",
    "locate",
    "seal",
    "export",
    "trace",
    "import",
    "intake",
    "custody",
    "verify",
];
const BEGIN: &str = "<!-- verdicts: written by tests/hostile -->\n";
const END: &str = "<!-- end of verdicts -->\n";

/// By file and command, every exit code there was.
pub fn table(judged: &[Judged]) -> String {
    let mut rows: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for run in judged {
        rows.entry(&run.name).or_default().entry(run.column).or_default().insert(&run.code);
    }
    let mut text = format!("| file | {} |\n|---|{}\n", COLUMNS.join(" | "), "---|".repeat(COLUMNS.len()));
    for (name, cells) in rows {
        let cell =
            |column| cells.get(column).map_or(String::new(), |codes| Vec::from_iter(codes.iter().copied()).join(", "));
        text.push_str(&format!("| {name} | {} |\n", COLUMNS.map(cell).join(" | ")));
    }
    text
}

/// Whether the page has this table; with `LOCUS_WRITE_VERDICTS` set it is put there.
pub fn compare(table: &str) {
    let path = root().join("docs/assurance.md");
    let page = fs::read_to_string(&path).unwrap();
    let (start, rest) = page.split_once(BEGIN).expect("the page has a place for the verdicts");
    let (there, end) = rest.split_once(END).expect("the verdicts on the page have an end");
    if std::env::var_os("LOCUS_WRITE_VERDICTS").is_some() {
        fs::write(&path, format!("{start}{BEGIN}{table}{END}{end}")).unwrap();
        return;
    }
    let (is, was): (BTreeSet<&str>, BTreeSet<&str>) = (table.lines().collect(), there.lines().collect());
    let new: Vec<_> = is.difference(&was).collect();
    let old: Vec<_> = was.difference(&is).collect();
    assert!(
        new.is_empty() && old.is_empty(),
        "docs/assurance.md has other verdicts (LOCUS_WRITE_VERDICTS=1 writes these):\nnow {new:#?}\non the page {old:#?}"
    );
}
