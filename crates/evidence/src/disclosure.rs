//! The disclosure schedule: everything not adopted, superseded or contradicting. Nobody has to search for it.

use crate::assumptions::{NOTES, Notes};
use crate::chain::Chain;
use crate::material::Material;
use crate::words::{EARLIER, PROPOSED, TEST_VALUE, Undisclosed};
use crate::{Digest, EvidenceError, Item, table};
use locus_model::{Agreement, Case, Id, NoteKind, Plan, Text};
use std::collections::{BTreeMap, BTreeSet};

const HEADINGS: [&str; 8] = ["kind", "kind_en", "kind_ko", "about", "account", "source", "said_en", "said_ko"];

/// One thing to disclose.
struct Entry {
    kind: Undisclosed,
    about: String,
    account: String,
    source: String,
    said: [String; 2],
}

/// The schedule, by kind, then by what it is about.
pub(crate) fn table(of: &Material, inputs: &[Item]) -> Result<Vec<u8>, EvidenceError> {
    let mut entries = alternatives(of.plan);
    entries.extend(against(of.plan));
    entries.extend(unused(of.case, of.plan));
    entries.extend(controls(of.plan));
    entries.extend(noted(&Notes::of(of.published)?));
    entries.extend(of.chain.iter().flat_map(|chain| superseded(chain)));
    entries.extend(proposals(inputs));
    let mut rows: Vec<_> = entries.into_iter().map(Entry::row).collect();
    rows.sort();
    rows.dedup();
    table::csv(&HEADINGS, rows)
}

impl Entry {
    fn row(self) -> [String; 8] {
        let (kind, words) = self.kind.said();
        let [en, ko] = self.said;
        [kind, words.en, words.ko, &self.about, &self.account, &self.source, &en, &ko].map(table::text)
    }
}

fn alternatives(plan: &Plan) -> Vec<Entry> {
    let hidden = plan.hypotheses.iter().filter(|hypothesis| !hypothesis.default);
    let entry = |hypothesis: &locus_model::Hypothesis| Entry {
        kind: Undisclosed::AlternativeNotShown,
        about: hypothesis.name.clone(),
        account: joined(hypothesis.accounts.iter().map(Id::as_str)),
        source: joined(hypothesis.sources.iter().map(ToString::to_string)),
        said: languages(Some(&hypothesis.claim)),
    };
    hidden.map(entry).collect()
}

/// Accounts against an element, and those that do not show it.
fn against(plan: &Plan) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |kind, about: &str, accounts: &BTreeSet<Id>, name: Option<&Text>| {
        let entry = |id: &Id| {
            let source = format!("account:{id}");
            Entry { kind, about: about.to_owned(), account: id.to_string(), source, said: languages(name) }
        };
        entries.extend(accounts.iter().map(entry));
    };
    for element in &plan.elements {
        let Agreement { contradicted_by, not_drawn_by, .. } = &element.agreement;
        add(Undisclosed::Contradicts, &element.id, contradicted_by, element.name.as_ref());
        add(Undisclosed::NotDrawn, &element.id, not_drawn_by, element.name.as_ref());
    }
    for node in &plan.nodes {
        add(Undisclosed::Contradicts, &node.id, &node.agreement.contradicted_by, None);
    }
    entries
}

/// Evidence that no element, node or alternative names as its source.
fn unused(case: &Case, plan: &Plan) -> Vec<Entry> {
    let sources =
        plan.elements.iter().map(|element| &element.sources).chain(plan.nodes.iter().map(|node| &node.sources));
    let used: BTreeSet<String> =
        sources.chain(plan.hypotheses.iter().map(|h| &h.sources)).flatten().map(ToString::to_string).collect();
    evidence(case).into_iter().filter(|entry| !used.contains(&entry.source)).collect()
}

/// Everything that could be a source.
fn evidence(case: &Case) -> Vec<Entry> {
    let entry = |account: &Id, source: String, about: String, text: Option<&Text>| Entry {
        kind: Undisclosed::NotASource,
        about,
        account: account.to_string(),
        source,
        said: languages(text),
    };
    let mut entries = Vec::new();
    for sheet in case.sheets.values() {
        for stroke in sheet.drawing.iter().flat_map(|drawing| &drawing.strokes) {
            let (source, about) = (format!("stroke:{}/{}", sheet.id, stroke.id), stroke.key.as_ref());
            let about = about.map_or(stroke.kind.as_str().to_owned(), ToString::to_string);
            entries.push(entry(&sheet.account, source, about, stroke.name.as_ref()));
        }
    }
    for account in case.accounts.values() {
        let of = |source: String, about: String, text| entry(&account.id, source, about, text);
        entries.extend(account.pins.iter().map(|p| of(format!("pin:{}", p.id), p.of.to_string(), p.note.as_ref())));
        entries.extend(account.areas.iter().map(|a| of(format!("area:{}", a.id), a.of.to_string(), a.note.as_ref())));
        entries.extend(
            account.statements.iter().map(|s| {
                of(format!("statement:{}", s.id), joined(s.of.iter().map(ToString::to_string)), s.text.as_ref())
            }),
        );
    }
    entries
}

fn controls(plan: &Plan) -> Vec<Entry> {
    let of_sheet = |sheet: &locus_model::AlignedSheet| {
        let entry = |suspect: &locus_model::SuspectControl| {
            let said = |words: &str| {
                words.replace("{w}", &format!("{:.1}", suspect.w)).replace("{p}", &format!("{:.1e}", suspect.p))
            };
            Entry {
                kind: Undisclosed::ControlNotUsed,
                about: suspect.landmark.to_string(),
                account: sheet.account.to_string(),
                source: format!("sheet:{}", sheet.sheet),
                said: [said(TEST_VALUE.en), said(TEST_VALUE.ko)],
            }
        };
        sheet.quality.suspect_controls.iter().map(entry).collect::<Vec<_>>()
    };
    plan.sheets.iter().flat_map(of_sheet).collect()
}

fn noted(notes: &Notes) -> Vec<Entry> {
    let kind = |kind| match kind {
        NoteKind::Refused => Some(Undisclosed::Refused),
        NoteKind::Doubted => Some(Undisclosed::Doubted),
        NoteKind::LeftOut => Some(Undisclosed::LeftOut),
        NoteKind::Assumed | NoteKind::Fact => None,
    };
    let entry = |note: &locus_model::Note| {
        let (account, source) = (String::new(), NOTES.to_owned());
        Some(Entry {
            kind: kind(note.kind)?,
            about: note.about.clone(),
            account,
            source,
            said: [note.message.clone(), String::new()],
        })
    };
    notes.notes.iter().filter_map(entry).collect()
}

/// Versions of files that the log names and that were replaced by others.
fn superseded(chain: &Chain) -> Vec<Entry> {
    let (mut last, mut entries) = (BTreeMap::<&str, (Digest, u64)>::new(), Vec::new());
    for line in &chain.lines {
        for item in line.act.inputs.iter().chain(&line.act.outputs).filter(|item| item.is_inside()) {
            let before = last.insert(&item.path, (item.sha256, line.seq));
            let replaced = before.filter(|(sha256, _)| *sha256 != item.sha256);
            entries.extend(replaced.map(|(sha256, seq)| earlier(&item.path, sha256, seq, line.seq)));
        }
    }
    entries
}

fn earlier(path: &str, sha256: Digest, line: u64, next: u64) -> Entry {
    let said = |words: &str| words.replace("{line}", &line.to_string()).replace("{next}", &next.to_string());
    Entry {
        kind: Undisclosed::Superseded,
        about: path.to_owned(),
        account: String::new(),
        source: format!("sha256:{sha256}"),
        said: [said(EARLIER.en), said(EARLIER.ko)],
    }
}

/// What a program had traced before a person corrected it: it lies in the pack, beside the tracing.
fn proposals(inputs: &[Item]) -> Vec<Entry> {
    let proposed = inputs.iter().filter(|item| item.path.ends_with(".proposed.geojson"));
    let entry = |item: &Item| Entry {
        kind: Undisclosed::Superseded,
        about: item.path.clone(),
        account: String::new(),
        source: format!("sha256:{}", item.sha256),
        said: [PROPOSED.en.to_owned(), PROPOSED.ko.to_owned()],
    };
    proposed.map(entry).collect()
}

fn languages(text: Option<&Text>) -> [String; 2] {
    let of = |found: Option<&str>| found.unwrap_or_default().to_owned();
    [of(text.and_then(Text::en)), of(text.and_then(Text::ko))]
}

fn joined<T: AsRef<str>>(parts: impl Iterator<Item = T>) -> String {
    parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("; ")
}
