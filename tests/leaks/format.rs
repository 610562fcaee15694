//! The fields of the case format, taken from the sources of its readers: what they ask for by name.

use locus_tests::folder::root;
use std::collections::BTreeSet;
use std::fs;

/// Where the fields of a kind of file are read.
const READERS: &[(&str, &[&str])] = &[
    ("case", &["case_toml.rs"]),
    ("vocabulary", &["vocabulary.rs"]),
    ("account", &["account.rs", "statement.rs", "described.rs"]),
    ("sheet", &["sheet.rs"]),
    ("trace", &["trace.rs"]),
    ("imagery", &["imagery.rs"]),
    ("landmark", &["landmarks.rs"]),
    ("footprint", &["footprints.rs"]),
    ("incident", &["incidents.rs"]),
];
/// Sources of the reading crate that ask for nothing by name. A new source stands in one of the two lists.
const OTHERS: &[&str] = &[
    "assemble.rs",
    "field.rs",
    "file.rs",
    "findings.rs",
    "folder.rs",
    "geojson.rs",
    "geometry.rs",
    "json_tree.rs",
    "known.rs",
    "lib.rs",
    "limits.rs",
    "mistake.rs",
    "rfc4180.rs",
    "ring.rs",
    "table.rs",
    "toml_tree.rs",
    "value.rs",
    "verdicts.rs",
    "words.rs",
];
/// How a reader asks for a member.
const ASKS: &[&str] = &["required(", "optional(", "list(", "table(", "tables(", "take(", "ids(", "id(&mut table, "];

/// `account:note` for every member that the readers ask for, wherever in the file it stands.
pub fn fields() -> BTreeSet<String> {
    let folder = root().join("crates/casefile/src");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let known = |name: &str| OTHERS.contains(&name) || READERS.iter().any(|(_, files)| files.contains(&name));
    for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        assert!(
            !entry.ends_with(".rs") || known(&entry),
            "tests/leaks/format.rs does not know {entry}: does it read fields?"
        );
    }
    let of = |(kind, files): &(&str, &[&str])| {
        let names = files.iter().flat_map(|file| asked(&read(file))).collect::<Vec<_>>();
        names.into_iter().map(|name| format!("{kind}:{name}")).collect::<Vec<_>>()
    };
    READERS.iter().flat_map(of).filter(|field| !TABLES.contains(&field.as_str())).collect()
}

/// Members that hold members, not values.
const TABLES: &[&str] = &[
    "case:site",
    "case:level",
    "case:defaults",
    "case:door",
    "case:window",
    "case:rights",
    "account:exposure",
    "account:pin",
    "account:area",
    "account:statement",
    "sheet:control",
    "imagery:sun",
    "imagery:view",
    "vocabulary:facility-type",
    "vocabulary:category",
    "vocabulary:operator",
];

/// `account:pin.note` as [`fields`] has it.
pub fn short(at: &str) -> String {
    let (kind, names) = at.split_once(':').unwrap();
    format!("{kind}:{}", names.rsplit('.').next().unwrap())
}

fn asked(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let mut names = Vec::new();
    for ask in ASKS {
        for rest in code.split(ask).skip(1) {
            let quoted = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
            names.extend(quoted.map(str::to_owned));
        }
    }
    names
}
