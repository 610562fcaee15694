//! The table of verdicts in `docs/assurance.md`.

use crate::judge::Judged;
use locus_tests::folder::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const COLUMNS: [&str; 14] = [
    "check",
    "reconstruct",
    "explain",
    "quality",
    "locate",
    "seal",
    "release",
    "withdraw",
    "export",
    "trace",
    "import",
    "intake",
    "custody",
    "verify",
];
const BEGIN: &str = "<!-- verdicts: written by tests/hostile -->\n";
const END: &str = "<!-- end of verdicts -->\n";

/// Exit codes by file and command.
type Verdicts = BTreeMap<String, BTreeMap<&'static str, BTreeSet<String>>>;

/// Whether the page has these verdicts. With `LOCUS_HOSTILE_ALL` set every command was run on every file, and they are put
/// there.
pub fn compare(judged: &[Judged]) {
    let mut is = Verdicts::new();
    for run in judged {
        let codes = is.entry(run.name.clone()).or_default().entry(run.column).or_default();
        codes.insert(run.code.clone());
    }
    let path = root().join("docs/assurance.md");
    let page = fs::read_to_string(&path).unwrap();
    let (start, rest) = page.split_once(BEGIN).expect("the page has a place for the verdicts");
    let (told, end) = rest.split_once(END).expect("the verdicts on the page have an end");
    if std::env::var_os("LOCUS_HOSTILE_ALL").is_some() {
        fs::write(&path, format!("{start}{BEGIN}{}{END}{end}", shown(&is))).unwrap();
        return;
    }
    let told = read(told);
    let nothing = BTreeSet::new();
    let mut other = Vec::new();
    for (name, cells) in &is {
        for (column, codes) in cells {
            let told = told.get(name).and_then(|cells| cells.get(column)).unwrap_or(&nothing);
            if !codes.is_subset(told) {
                other.push(format!("{name}: {column} gives {codes:?}, the page says {told:?}"));
            }
        }
    }
    assert!(other.is_empty(), "LOCUS_HOSTILE_ALL=1 writes docs/assurance.md anew:\n{}", other.join("\n"));
}

fn shown(verdicts: &Verdicts) -> String {
    let mut text = format!("| file | {} |\n|---|{}\n", COLUMNS.join(" | "), "---|".repeat(COLUMNS.len()));
    for (name, cells) in verdicts {
        let cell = |column| cells.get(column).map_or(String::new(), |codes| Vec::from_iter(codes.clone()).join(", "));
        text.push_str(&format!("| {name} | {} |\n", COLUMNS.map(cell).join(" | ")));
    }
    text
}

fn read(text: &str) -> Verdicts {
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
        let name = cells.next()?.to_owned();
        let codes =
            |cell: &str| cell.split(", ").map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect();
        Some((name, COLUMNS.into_iter().zip(cells.map(codes)).collect()))
    };
    text.lines().skip(2).filter_map(row).collect()
}
