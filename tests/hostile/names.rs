//! Names that command a terminal or turn words around: shown by every command and on every page, obeyed by none.

use crate::ground::prepared;
use locus_model::unseen::is_unseen;
use locus_tests::folder::{copy, files};
use locus_tests::program::run;
use std::fs;
use std::path::Path;

/// Ends a line, clears the screen, sets a title, turns words around, hides; as TOML and JSON write it.
const COMMAND: &str = r"\u001b[2J\u001b]0;x\u0007\u009b1m\u202e\u2066\u200b\u2028\ufeff";

/// Pages that people read. Data for programs keep a name as it was given, and escape it as their format does.
const PAGES: [&str; 6] = [".html", ".svg", ".kml", ".dxf", ".ifc", ".txt"];

/// The example with the command in every text that a person may write.
fn commanding(case: &Path) {
    copy(&prepared().join("example"), case);
    for (name, bytes) in files(case) {
        let text = String::from_utf8(bytes).unwrap_or_default();
        let changed = match name.rsplit('.').next() {
            Some("toml") => texts(&text, " = \""),
            Some("geojson") => texts(&text, "\": \""),
            _ => continue,
        };
        fs::write(case.join(&name), changed).unwrap();
    }
}

/// Puts the command at the end of what stands in quotes behind the names of texts.
fn texts(text: &str, joint: &str) -> String {
    const NAMES: [&str; 7] = ["name", "en", "ko", "text", "note", "by", "licence"];
    let line = |line: &str| {
        let of = NAMES.iter().find_map(|name| {
            let start = line.find(&format!("{name}{joint}"))? + name.len() + joint.len();
            Some(start + line[start..].find('"')?)
        });
        of.map_or_else(|| line.to_owned(), |end| format!("{}{COMMAND}{}", &line[..end], &line[end..]))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn obeyed(text: &str) -> Vec<String> {
    let unseen = text.char_indices().filter(|(_, c)| !"\n\r\t".contains(*c) && is_unseen(*c));
    unseen.map(|(at, _)| text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect()).collect()
}

#[test]
fn cli_no_escape_sequences() {
    let folder = tempfile::tempdir().unwrap();
    let (case, exports) = (folder.path().join("case"), folder.path().join("exports"));
    commanding(&case);
    let [case, exports] = [case, exports].map(|path| path.display().to_string());
    let commands: [&[&str]; 8] = [
        &["check", &case],
        &["reconstruct", &case],
        &["explain", &case, "cell-3"],
        &["explain", &case, "A03-1"],
        &["quality", &case],
        &["locate", &case, "cell-block"],
        &["export", &case, "--to", "all", "--out", &exports],
        &["check", &format!("{case}/\u{1b}[2J\u{202e}")],
    ];
    let mut told = 0;
    for words in commands {
        for json in [&[][..], &["--json"]] {
            let ended = run(&[words, json].concat());
            let printed = format!("{}{}", ended.stdout, ended.stderr);
            assert_eq!(obeyed(&printed), Vec::<String>::new(), "{words:?} {json:?}");
            told += usize::from(printed.contains("\\u{202e}") || printed.contains("\\u202e"));
        }
    }
    assert!(told >= 4, "only {told} commands told any of the names: nothing was tried");
    let written = files(folder.path());
    let mut pages = 0;
    for (name, bytes) in written.iter().filter(|(name, _)| PAGES.iter().any(|end| name.ends_with(end))) {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        assert_eq!(obeyed(text), Vec::<String>::new(), "{name}");
        pages += usize::from(text.contains("[U+202E]"));
    }
    assert!(pages >= 4, "only {pages} pages told any of the names: nothing was tried");
}
