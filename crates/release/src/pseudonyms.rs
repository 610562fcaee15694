//! New ids for accounts and all they gave, by what they hold: what is computed from the case afterwards cannot depend on
//! the old ids, nor on the order in which people were interviewed.

use crate::ids::numbered;
use locus_model::{Account, Case, Drawing, Id, Position, Sheet, SketchPx, Stroke, Tracing, groups};
use std::collections::{BTreeMap, BTreeSet};

/// A case with new ids.
#[derive(Clone, Debug)]
pub struct Pseudonymous {
    /// The case, without words, file names and dates that nothing is computed from.
    pub case: Case,
    /// Its sheets: by their new id the one they had.
    pub sheets: BTreeMap<Id, Id>,
}

/// An account with its sheets, before it gets its name.
struct Voice {
    account: Account,
    /// With the ids they had.
    sheets: Vec<(Id, Sheet)>,
    was: Id,
}

/// The case with new ids. Incidents keep theirs: nothing is computed from them.
pub fn pseudonymous(case: &Case) -> Pseudonymous {
    let mut voices: Vec<(String, Voice)> = case.accounts.values().map(|account| voice(case, account)).collect();
    voices.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.was.cmp(&b.1.was)));
    let names: BTreeMap<Id, Id> =
        voices.iter().enumerate().map(|(n, (_, voice))| (voice.was.clone(), numbered("w", n + 1))).collect();
    let sessions = sessions(case, &names);
    let mut named = Pseudonymous { case: case.clone(), sheets: BTreeMap::new() };
    named.case.accounts.clear();
    named.case.sheets.clear();
    named.case.notes.clear();
    let mut pins = BTreeMap::new();
    for (_, voice) in voices {
        let Some(name) = names.get(&voice.was) else { continue };
        named.take(voice, name, sessions.get(name).cloned(), &mut pins);
    }
    for incident in &mut named.case.incidents {
        incident.accounts = incident.accounts.iter().filter_map(|id| names.get(id).cloned()).collect();
        let pin = incident.place.as_ref().and_then(|place| pins.get(place));
        incident.place = pin.map(Id::to_string).or(incident.place.take());
    }
    named
}

impl Pseudonymous {
    fn take(&mut self, voice: Voice, name: &Id, session: Option<String>, pins: &mut BTreeMap<String, Id>) {
        let mut account = Account { id: name.clone(), session, ..voice.account };
        let kind = |kind: &str| format!("{name}-{kind}");
        for (n, pin) in account.pins.iter_mut().enumerate() {
            let id = numbered(&kind("p"), n + 1);
            pins.insert(std::mem::replace(&mut pin.id, id.clone()).to_string(), id);
        }
        account.areas.iter_mut().enumerate().for_each(|(n, area)| area.id = numbered(&kind("a"), n + 1));
        account.statements.iter_mut().enumerate().for_each(|(n, said)| said.id = numbered(&kind("s"), n + 1));
        self.case.accounts.insert(name.clone(), account);
        for (n, (was, sheet)) in voice.sheets.into_iter().enumerate() {
            let id = numbered(&kind("d"), n + 1);
            self.sheets.insert(id.clone(), was);
            self.case.sheets.insert(id.clone(), Sheet { id, account: name.clone(), ..sheet });
        }
    }
}

/// The groups that count as one voice, named after their first member.
fn sessions(case: &Case, names: &BTreeMap<Id, Id>) -> BTreeMap<Id, String> {
    let nobody = BTreeSet::new();
    let mut sessions = BTreeMap::new();
    for group in groups(&nobody, &case.accounts) {
        let members: BTreeSet<&Id> = group.into_iter().filter_map(|id| names.get(id)).collect();
        let Some(first) = members.first().map(|id| format!("with-{id}")) else { continue };
        sessions.extend(members.into_iter().map(|id| (id.clone(), first.clone())));
    }
    sessions
}

/// An account without what nothing is computed from, its parts in the order of what they hold; and all of it as text.
fn voice(case: &Case, account: &Account) -> (String, Voice) {
    let mut sheets: Vec<(String, Id, Sheet)> = case
        .sheets
        .values()
        .filter(|s| s.account == account.id)
        .map(|s| (s.id.clone(), bare_sheet(s)))
        .map(keyed)
        .collect();
    sheets.sort_by(|a, b| a.0.cmp(&b.0));
    let bare = bare(account);
    let drawn: Vec<&str> = sheets.iter().map(|(text, ..)| text.as_str()).collect();
    let text = format!("{bare:?}\n{}", drawn.join("\n"));
    let sheets = sheets.into_iter().map(|(_, was, sheet)| (was, sheet)).collect();
    (text, Voice { account: bare, sheets, was: account.id.clone() })
}

fn keyed((was, sheet): (Id, Sheet)) -> (String, Id, Sheet) {
    (format!("{sheet:?}"), was, sheet)
}

fn bare(account: &Account) -> Account {
    let nameless = || numbered("x", 0);
    let mut bare = Account {
        id: nameless(),
        session: None,
        interviewed: None,
        language: None,
        vantage: None,
        discussed_with: BTreeSet::new(),
        exposures: Vec::new(),
        note: None,
        ..account.clone()
    };
    for pin in &mut bare.pins {
        (pin.id, pin.verbatim, pin.basis, pin.at, pin.note) = (nameless(), written(&pin.position), None, None, None);
        (pin.imagery, pin.elicitation, pin.vantage) = (None, None, None);
    }
    for area in &mut bare.areas {
        (area.id, area.basis, area.at, area.note) = (nameless(), None, None, None);
        (area.imagery, area.elicitation, area.vantage) = (None, None, None);
    }
    for said in &mut bare.statements {
        (said.id, said.text, said.at, said.elicitation, said.vantage) = (nameless(), None, None, None, None);
    }
    bare.pins.sort_by_cached_key(|pin| format!("{pin:?}"));
    bare.areas.sort_by_cached_key(|area| format!("{area:?}"));
    bare.statements.sort_by_cached_key(|said| format!("{said:?}"));
    bare
}

/// A position in one notation: how a person wrote it is theirs.
fn written(position: &Position) -> String {
    match position {
        Position::Geographic(at) => format!("{:.7}, {:.7}", at.geometry().y(), at.geometry().x()),
        Position::Projected { epsg, easting, northing } => format!("EPSG:{epsg} {easting:.3} {northing:.3}"),
    }
}

fn bare_sheet(sheet: &Sheet) -> Sheet {
    let nameless = || numbered("x", 0);
    let mut bare = Sheet {
        id: nameless(),
        account: nameless(),
        image: String::new(),
        sha256: None,
        drawn: None,
        medium: None,
        elicitation: None,
        note: None,
        ..sheet.clone()
    };
    bare.covers.sort();
    bare.controls.sort_by(|a, b| a.landmark.cmp(&b.landmark));
    bare.drawing = sheet.drawing.as_ref().map(bare_drawing);
    bare
}

/// The lines alone, in the order of where they lie.
fn bare_drawing(drawing: &Drawing<SketchPx>) -> Drawing<SketchPx> {
    let bare = |stroke: &Stroke<SketchPx>| Stroke {
        id: String::new(),
        ink: Vec::new(),
        traced_by: None,
        certainty: None,
        extra: BTreeMap::new(),
        ..stroke.clone()
    };
    let mut strokes: Vec<Stroke<SketchPx>> = drawing.strokes.iter().map(bare).collect();
    strokes.sort_by_cached_key(|stroke| format!("{stroke:?}"));
    for (n, stroke) in strokes.iter_mut().enumerate() {
        stroke.id = format!("{}-{}", stroke.kind.as_str(), n + 1);
    }
    Drawing { strokes, tracing: Tracing { by: "withheld".to_owned() } }
}
