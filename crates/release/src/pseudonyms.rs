//! New ids for accounts and all they gave, by what they hold: what is computed from the case afterwards cannot depend on
//! the old ids, nor on the order in which people were interviewed.

use crate::ids::numbered;
use crate::standin;
use locus_model::{
    Account, Area, Case, Drawing, Id, Pin, Position, Sheet, SketchPx, Statement, Stroke, Tracing, groups,
};
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

/// Every field is named: one that is new does not compile until somebody has decided whether anything is computed from it.
fn bare(account: &Account) -> Account {
    let nameless = || numbered("x", 0);
    let pin = |pin: &Pin| Pin {
        id: nameless(),
        of: pin.of.clone(),
        position: pin.position.clone(),
        verbatim: written(&pin.position),
        radius95_m: pin.radius95_m,
        basis: None,
        imagery: None,
        elicitation: None,
        vantage: None,
        at: None,
        note: None,
    };
    let area = |area: &Area| Area {
        id: nameless(),
        of: area.of.clone(),
        polygon: area.polygon.clone(),
        basis: None,
        imagery: None,
        elicitation: None,
        vantage: None,
        at: None,
        note: None,
    };
    let statement = |said: &Statement| Statement {
        id: nameless(),
        kind: said.kind.clone(),
        of: said.of.clone(),
        polarity: said.polarity,
        elicitation: None,
        vantage: None,
        text: None,
        at: None,
    };
    Account {
        id: nameless(),
        session: None,
        interviewed: None,
        language: None,
        // What a person could not have seen, because it stood before or after, is not counted against them.
        stay: account.stay.clone(),
        vantage: None,
        consent: account.consent,
        withdrawn: None,
        discussed_with: BTreeSet::new(),
        exposures: Vec::new(),
        pins: by_content(account.pins.iter().map(pin)),
        areas: by_content(account.areas.iter().map(area)),
        statements: by_content(account.statements.iter().map(statement)),
        note: None,
    }
}

fn by_content<T: std::fmt::Debug>(of: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = of.collect();
    all.sort_by_cached_key(|one| format!("{one:?}"));
    all
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
    Sheet {
        id: nameless(),
        account: nameless(),
        image: String::new(),
        sha256: None,
        drawn: None,
        level: sheet.level.clone(),
        medium: None,
        true_north_up: sheet.true_north_up,
        covers: by_content(sheet.covers.iter().cloned()),
        elicitation: None,
        controls: by_content(sheet.controls.iter().cloned()),
        masks: Vec::new(),
        drawing: sheet.drawing.as_ref().map(bare_drawing),
        note: None,
    }
}

/// The lines alone, in the order of where they lie.
fn bare_drawing(drawing: &Drawing<SketchPx>) -> Drawing<SketchPx> {
    let bare = |stroke: &Stroke<SketchPx>| Stroke {
        id: String::new(),
        kind: stroke.kind,
        key: stroke.key.clone(),
        name: stroke.name.clone(),
        nodes: stroke.nodes.clone(),
        valid: stroke.valid.clone(),
        certainty: None,
        ink: Vec::new(),
        traced_by: None,
        shape: stroke.shape.clone(),
        extra: BTreeMap::new(),
    };
    let mut strokes = by_content(drawing.strokes.iter().map(bare));
    for (n, stroke) in strokes.iter_mut().enumerate() {
        stroke.id = format!("{}-{}", stroke.kind.as_str(), n + 1);
    }
    Drawing { strokes, tracing: Tracing { by: standin::WITHHELD.to_owned() } }
}
