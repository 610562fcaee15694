//! What a person must be told when a view is shown that was saved of something else.

use super::SavedView;
use crate::choices::Choices;
use crate::language::Language;
use crate::selection::Selection;
use locus_publish::Bundle;

/// How much of a hash is told: enough to tell publications apart by eye.
const HASH_DIGITS: usize = 16;

impl SavedView {
    /// Why the picture may differ from the one that was saved: it was saved of another facility, of another publication of
    /// this one, or it names things that are not there. `None` where nothing of that is so.
    pub fn notice_for(&self, bundle: &Bundle, sha256: &str, language: Language) -> Option<String> {
        let mut said = Vec::new();
        if self.facility != bundle.case.id {
            said.push(other_facility(&self.facility, &bundle.case.id, language));
        } else if self.bundle_sha256 != sha256 {
            said.push(other_bundle(&self.bundle_sha256, language));
        }
        let gone = self.gone(bundle);
        if !gone.is_empty() {
            said.push(not_here(&gone.join(", "), language));
        }
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// What the view names that the bundle does not have.
    fn gone(&self, bundle: &Bundle) -> Vec<&str> {
        let mut gone: Vec<&str> =
            self.selection.iter().filter_map(|selection| gone_selection(selection, bundle)).collect();
        gone.extend(self.choices.iter().flat_map(|choices| gone_choices(choices, bundle)));
        gone.sort_unstable();
        gone.dedup();
        gone
    }
}

fn gone_selection<'a>(selection: &'a Selection, bundle: &Bundle) -> Option<&'a str> {
    let (id, is_there) = match selection {
        Selection::Element(id) => (id, bundle.elements.iter().any(|element| element.id == *id)),
        Selection::Incident(id) => (id, bundle.incidents.iter().any(|incident| incident.id == *id)),
        Selection::Sheet(id) => (id, bundle.sheets.iter().any(|sheet| sheet.id == *id)),
    };
    (!is_there).then_some(id)
}

fn gone_choices<'a>(choices: &'a Choices, bundle: &Bundle) -> Vec<&'a str> {
    let level = choices.filter.level.iter().filter(|id| !bundle.levels.iter().any(|level| level.id == **id));
    let told = |about: &str, name: &str| bundle.hypotheses.iter().any(|h| h.about == about && h.name == name);
    let alternatives = choices.filter.hypotheses.iter().filter(|(about, name)| !told(about, name));
    let sheets = choices.sheets.iter().filter(|id| !bundle.sheets.iter().any(|sheet| sheet.id == **id));
    let drawers = choices.strokes.iter().filter(|id| !bundle.sheets.iter().any(|sheet| sheet.account == **id));
    let gone = level.chain(alternatives.map(|(_, name)| name)).chain(sheets).chain(drawers);
    gone.map(String::as_str).collect()
}

fn other_facility(saved: &str, open: &str, language: Language) -> String {
    match language {
        Language::En => format!(
            "This view was saved of another facility ({saved}), not of {open}: the camera may look at nothing that was meant."
        ),
        Language::Ko => format!(
            "이 시점은 {open} 시설이 아니라 다른 시설({saved})에서 저장되었습니다. 저장할 때 의도한 곳이 보이지 않을 수 있습니다."
        ),
    }
}

fn other_bundle(sha256: &str, language: Language) -> String {
    let hash: String = sha256.chars().take(HASH_DIGITS).collect();
    match language {
        Language::En => format!(
            "This view was saved of another publication of this facility (SHA-256 {hash}…): what it shows may have changed since."
        ),
        Language::Ko => format!(
            "이 시점은 이 시설의 다른 공개본(SHA-256 {hash}…)에서 저장되었습니다. 그 뒤에 내용이 바뀌었을 수 있습니다."
        ),
    }
}

fn not_here(names: &str, language: Language) -> String {
    match language {
        Language::En => format!("It names what this publication does not have: {names}."),
        Language::Ko => format!("이 시점이 가리키는 다음 항목은 이 공개본에 없습니다: {names}."),
    }
}
