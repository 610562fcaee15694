//! The lists a case is read with: those that ship with Locus, and the case's own `vocabulary.toml` beside them.

use crate::field::{did_you_mean, edtf, string, text};
use crate::findings::{Findings, Page, Problem};
use crate::folder::Folder;
use crate::mistake::Mistakes;
use crate::table::Table;
use crate::value::Value;
use locus_model::{DatedName, Key, Operator, Term, Vocabulary};
use std::collections::BTreeMap;
use std::path::Path;

/// The lists that ship with Locus.
const SHIPPED: &str = include_str!("../../../assets/vocabulary.toml");

/// The vocabulary that ships with Locus, extended by the `vocabulary.toml` of a case folder where there is one.
///
/// # Errors
/// Every mistake of the case's file. A slug that ships cannot be given another meaning.
pub fn vocabulary(folder: Option<&Path>) -> Result<Vocabulary, Mistakes> {
    let findings = Findings::default();
    let vocabulary = load(folder.map(|root| Folder::at(root, &findings)).as_ref(), &findings);
    if findings.is_clean() { Ok(vocabulary) } else { Err(findings.into_mistakes()) }
}

/// As [`vocabulary`], with mistakes kept in `findings`.
pub(crate) fn load(folder: Option<&Folder>, findings: &Findings) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let page = Page { file: "assets/vocabulary.toml", findings };
    if let Some(tree) = crate::toml_tree::parse(&page, SHIPPED) {
        extend(&mut vocabulary, &page, &tree);
    }
    if let Some(folder) = folder.filter(|folder| folder.has("vocabulary.toml")) {
        folder.toml("vocabulary.toml", |page, root| {
            extend(&mut vocabulary, page, root);
            Some(())
        });
    }
    vocabulary
}

fn extend(vocabulary: &mut Vocabulary, page: &Page, root: &Value) {
    let Some(mut table) = Table::new(page, "the vocabulary", root) else { return };
    add(&mut vocabulary.facility_types, table.table("facility-type"), term_of);
    add(&mut vocabulary.categories, table.table("category"), term_of);
    add(&mut vocabulary.operators, table.table("operator"), operator_of);
    table.finish();
}

fn add<T>(list: &mut BTreeMap<String, T>, table: Option<Table>, read: impl Fn(Table) -> Option<T>) {
    let Some(table) = table else { return };
    for member in table.members() {
        let page = table.page;
        if Key::new(&member.name).is_err() || member.name.contains('/') {
            let found = format!("the slug \"{}\"", member.name);
            page.mistake(member.line, found, "lower-case letters, digits and hyphens", "rename it");
        }
        let Some(term) = Table::new(page, "a term", &member.value).and_then(&read) else { continue };
        if list.insert(member.name.to_string(), term).is_some() {
            let found = format!("the slug \"{}\", which Locus ships already", member.name);
            page.mistake(
                member.line,
                found,
                "a slug of its own",
                "choose another slug: a word means the same in every case",
            );
        }
    }
}

fn term_of(mut table: Table) -> Option<Term> {
    let name = table.required("name", text);
    let meaning = table.optional("meaning", text);
    let group = table.optional("group", string);
    table.finish();
    Some(Term { name: name?, meaning, group })
}

fn operator_of(mut table: Table) -> Option<Operator> {
    let names: Vec<DatedName> = table.tables("name").into_iter().filter_map(dated_name).collect();
    if names.is_empty() {
        table.missing("name", ": an operator has at least one name");
    }
    table.finish();
    Some(Operator { names })
}

fn dated_name(mut table: Table) -> Option<DatedName> {
    let name = table.required("name", text);
    let valid = table.required("valid", edtf);
    table.finish();
    Some(DatedName { name: name?, valid: valid? })
}

/// A slug of a list, in a TOML value.
pub(crate) fn term(value: &Value, list: &BTreeMap<String, Term>, what: &str, header: &str) -> Result<String, Problem> {
    let slug = string(value)?;
    if list.contains_key(&slug) {
        return Ok(slug);
    }
    let (expected, remedy) = unknown(&slug, list, what, header);
    Err(value.refused(expected, remedy))
}

/// What to say about a slug that a list does not have: what was expected, and the remedy.
pub(crate) fn unknown(slug: &str, list: &BTreeMap<String, Term>, what: &str, header: &str) -> (String, String) {
    let words: Vec<&str> = list.keys().map(String::as_str).collect();
    let extend = format!("write [{header}.{slug}] with a name into the case's vocabulary.toml");
    let remedy = did_you_mean(slug, words.iter().copied(), "choose one");
    (format!("a {what}: {}", words.join(", ")), format!("{remedy} If it is another one, {extend}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs;

    #[test]
    fn the_shipped_lists_are_read_whole_and_named_in_both_languages() {
        let vocabulary = vocabulary(None).unwrap();
        assert_eq!(vocabulary.facility_types.len(), 8);
        assert_eq!(vocabulary.facility_types["political-prison-camp"].name.get("ko-Latn"), Some("kwanliso"));
        let terms = vocabulary.facility_types.values().chain(vocabulary.categories.values());
        assert!(terms.clone().all(|term| term.name.en().is_some() && term.name.ko().is_some()));
        assert!(vocabulary.categories.values().all(|term| term.group.is_some()));
    }

    #[test]
    fn a_case_extends_the_lists_and_cannot_redefine_them() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| fs::write(folder.path().join("vocabulary.toml"), text).unwrap();
        write("[category.hazing]\nname = { en = \"Hazing\" }\n");
        assert!(vocabulary(Some(folder.path())).unwrap().categories.contains_key("hazing"));
        write("[category.torture]\nname = \"Something else\"\n[categry.x]\nname = 'y'\n");
        let mistakes = vocabulary(Some(folder.path())).unwrap_err().0;
        let lines: Vec<_> = mistakes.iter().map(|m| m.line).collect();
        assert_eq!(lines, [Some(1), Some(3)], "{mistakes:?}");
        assert!(mistakes[1].remedy.contains("category"));
    }
}
