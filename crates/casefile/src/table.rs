//! Takes keys out of a table; what nobody took is a mistake.

use crate::findings::{Page, Problem};
use crate::value::{Member, Node, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A table being read: of a TOML file, or the properties of a GeoJSON feature.
pub(crate) struct Table<'p, 'v, 'a> {
    /// The file.
    pub page: &'p Page<'p>,
    /// The line its header or bracket stands on.
    pub line: usize,
    name: &'static str,
    members: &'v [Member<'a>],
    asked: BTreeSet<&'static str>,
}

impl<'p, 'v, 'a> Table<'p, 'v, 'a> {
    /// Begins to read `value`; `None` and a mistake where it is no table. `name` is for messages.
    pub fn new(page: &'p Page<'p>, name: &'static str, value: &'v Value<'a>) -> Option<Self> {
        let Some(members) = value.members() else {
            page.problem(value.refused(format!("{name} as a table of keys and values"), "write keys and values there"));
            return None;
        };
        Some(Self { page, line: value.line, name, members, asked: BTreeSet::new() })
    }

    /// The value of a key as it stands, if any; `null` counts as absent, as GIS programs write it for empty fields.
    pub fn take(&mut self, key: &'static str) -> Option<&'v Value<'a>> {
        self.asked.insert(key);
        let member = self.members.iter().find(|member| member.name == key)?;
        (!matches!(member.value.node, Node::Null)).then_some(&member.value)
    }

    /// A key that may be absent. `None` where it is absent or wrong; wrong is kept as a mistake.
    pub fn optional<T>(&mut self, key: &'static str, read: impl Fn(&Value) -> Result<T, Problem>) -> Option<T> {
        let value = self.take(key)?;
        self.page.keep(read(value).map_err(|problem| named(key, problem)))
    }

    /// A key that must be there.
    pub fn required<T>(&mut self, key: &'static str, read: impl Fn(&Value) -> Result<T, Problem>) -> Option<T> {
        if self.take(key).is_none() {
            self.missing(key, "");
        }
        self.optional(key, read)
    }

    /// Keeps the mistake that a key is missing; `why` says when it is needed.
    pub fn missing(&self, key: &str, why: &str) {
        let found = format!("{} without `{key}`{why}", self.name);
        let typo = self.members.iter().map(|m| m.name.as_ref()).filter(|name| !self.asked.contains(name));
        let remedy = match nearest(key, typo) {
            Some(near) => format!("is `{near}` meant?"),
            None => "add the key".to_owned(),
        };
        self.page.mistake(self.line, found, format!("`{key}`"), remedy);
    }

    /// A list that may be absent; each element that is wrong is a mistake of its own.
    pub fn list<T>(&mut self, key: &'static str, read: impl Fn(&Value) -> Result<T, Problem>) -> Vec<T> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Some(elements) = value.elements() else {
            self.page.problem(named(key, value.refused("a list", "put it in [brackets]")));
            return Vec::new();
        };
        elements.iter().filter_map(|e| self.page.keep(read(e).map_err(|problem| named(key, problem)))).collect()
    }

    /// A sub-table that may be absent.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'p, 'v, 'a>> {
        let value = self.take(key)?;
        Table::new(self.page, key, value)
    }

    /// The tables of an array of tables (`[[key]]`).
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'p, 'v, 'a>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Some(elements) = value.elements() else {
            self.page.problem(named(key, value.refused("an array of tables", format!("write [[{key}]]"))));
            return Vec::new();
        };
        elements.iter().filter_map(|element| Table::new(self.page, key, element)).collect()
    }

    /// Every member, for tables whose keys are names.
    pub fn members(&self) -> &'v [Member<'a>] {
        self.members
    }

    /// The line of a key, else that of the table.
    pub fn line_of(&self, key: &str) -> usize {
        self.members.iter().find(|member| member.name == key).map_or(self.line, |member| member.line)
    }

    /// Ends the reading: every key that was not asked for is a mistake, because a typo must not lose evidence.
    pub fn finish(self) {
        for member in self.unknown() {
            let near = nearest(&member.name, self.asked.iter().copied());
            let remedy = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or keep it in a `note`".to_owned(),
            };
            let known: Vec<&str> = self.asked.iter().copied().collect();
            let found = format!("the unknown key `{}` in {}", member.name, self.name);
            self.page.mistake(member.line, found, format!("one of {}", known.join(", ")), remedy);
        }
    }

    /// Ends the reading of GeoJSON properties: what was not asked for is carried along as JSON text, and doubted where
    /// it looks like a misspelt name that is missing.
    pub fn rest(self) -> BTreeMap<String, String> {
        let absent: Vec<&str> =
            self.asked.iter().copied().filter(|key| self.members.iter().all(|m| m.name != *key)).collect();
        for member in self.unknown() {
            if let Some(near) = nearest(&member.name, absent.iter().copied()) {
                let message = format!("the property \"{}\" is carried along unread", member.name);
                let kind = locus_model::NoteKind::Doubted;
                self.page.note(kind, member.line, message, format!("did you mean \"{near}\"?"));
            }
        }
        self.unknown().map(|m| (m.name.to_string(), m.value.source.to_owned())).collect()
    }

    fn unknown(&self) -> impl Iterator<Item = &'v Member<'a>> {
        self.members.iter().filter(|member| !self.asked.contains(member.name.as_ref()))
    }
}

fn named(key: &str, problem: Problem) -> Problem {
    Problem { found: format!("{key} = {}", problem.found), ..problem }
}

/// The candidate that a misspelt word most likely means: at most one edit in three letters (optimal string alignment).
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    // A word of a hostile file can be a megabyte long, and the distance costs the product of the lengths.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let allowed = (word.chars().count() / 3).max(1);
    let scored = candidates.map(|candidate| (strsim::osa_distance(word, candidate), candidate));
    scored.filter(|(distance, _)| *distance <= allowed).min().map(|(_, candidate)| candidate)
}
