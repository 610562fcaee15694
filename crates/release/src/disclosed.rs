//! The one thing that publishing accepts: a case and its plan as somebody decided to show them.

use crate::withhold::Withhold;
use crate::{Cell, Profile, Secret, elements, incidents, standin};
use locus_model::{Account, AlignedSheet, AlignedStroke, Case, Id, Note, NoteKind, Plan, Reckoning};
use std::collections::{BTreeMap, BTreeSet};

/// Notes that say the same of every case. Others speak of sheets and accounts, or list what they are about; what stands in
/// for which element is published with the elements.
const SAID_OF_ALL: [&str; 3] = ["default:right-angles", "default:traced-corner", "default:pin-overconfidence"];

/// A case and its plan, as they may be shown. It is made here alone, of everything or by a profile.
///
/// ```compile_fail
/// # fn show(case: &locus_model::Case, plan: &locus_model::Plan) {
/// let shown = locus_release::Disclosed { case, plan };
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Disclosed<'a> {
    case: &'a Case,
    plan: &'a Plan,
    tells_quality: bool,
}

/// What a profile leaves of a case and its plan.
#[derive(Clone, Debug)]
pub struct Told {
    case: Case,
    plan: Plan,
    cells: BTreeMap<Id, Cell>,
    tells_quality: bool,
}

impl<'a> Disclosed<'a> {
    /// Nothing withheld: for the case's own team.
    pub fn everything(case: &'a Case, plan: &'a Plan) -> Self {
        Self { case, plan, tells_quality: true }
    }

    /// The case.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// Whether the quality of each sheet, and what nothing checks, may be told.
    pub fn tells_quality(&self) -> bool {
        self.tells_quality
    }
}

impl Told {
    /// What a profile leaves of a case that was [prepared](crate::prepare) for it, and of what was computed from that.
    /// `unique` are incidents that would be singled out and are left away.
    pub fn of(mut case: Case, mut plan: Plan, profile: &Profile, unique: &BTreeSet<Id>) -> Self {
        let mut told = incidents::told(&case.incidents, &plan, profile);
        told.retain(|id, _| !unique.contains(id));
        let cells = incidents::cells(&told);
        case.incidents = match profile.allows(Secret::AccountIds) {
            true => told.into_values().collect(),
            false => incidents::renamed(told),
        };
        elements::unattributed(&mut plan, profile);
        if !profile.allows(Secret::AccountIds) {
            elements::renumbered(&mut plan, &case);
        }
        let (plan, mut case) = (withheld_from(plan, profile), Withhold(profile).case(case));
        stand_in(&mut case, &plan, profile);
        Self { case, plan, cells, tells_quality: profile.allows(Secret::Notes) }
    }

    /// For publishing.
    pub fn disclosed(&self) -> Disclosed<'_> {
        Disclosed { case: &self.case, plan: &self.plan, tells_quality: self.tells_quality }
    }

    /// What is told of each incident, by its id in the case, by which it could be recognised.
    pub fn cells(&self) -> &BTreeMap<Id, Cell> {
        &self.cells
    }
}

/// What is left of a plan whose elements have been told. Every part is named, as in [`Withhold`].
fn withheld_from(plan: Plan, profile: &Profile) -> Plan {
    let Plan { frame, nodes, elements, hypotheses, sheets, pins, areas, mut notes, reckoning } = plan;
    let shows = |what| profile.allows(what);
    let stroke = |stroke: AlignedStroke| AlignedStroke { stroke: Withhold(profile).stroke(stroke.stroke), ..stroke };
    let sheet =
        |sheet: AlignedSheet| AlignedSheet { strokes: sheet.strokes.into_iter().map(stroke).collect(), ..sheet };
    if !shows(Secret::Notes) {
        notes.retain(|note| SAID_OF_ALL.contains(&note.about.as_str()));
    }
    notes.push(withheld(profile));
    Plan {
        frame,
        nodes,
        elements,
        hypotheses,
        sheets: if shows(Secret::Sheets) { sheets.into_iter().map(sheet).collect() } else { Vec::new() },
        pins: if shows(Secret::Pins) { pins } else { Vec::new() },
        areas: if shows(Secret::Pins) { areas } else { Vec::new() },
        notes,
        reckoning: if shows(Secret::Notes) { reckoning } else { Reckoning::default() },
    }
}

/// Accounts that nothing shown speaks of are not listed; one stands for those that are not named.
fn stand_in(case: &mut Case, plan: &Plan, profile: &Profile) {
    let mut mentioned = elements::mentioned(plan);
    let of_sheets = plan.sheets.iter().map(|sheet| &sheet.account);
    mentioned.extend(of_sheets.chain(plan.pins.iter().map(|pin| &pin.account)).cloned());
    mentioned.extend(plan.areas.iter().map(|area| area.account.clone()));
    mentioned.extend(case.incidents.iter().flat_map(|incident| incident.accounts.clone()));
    mentioned.extend(case.accounts.values().filter(|a| !a.statements.is_empty()).map(|a| a.id.clone()));
    if !profile.allows(Secret::Agreement) || !profile.allows(Secret::AccountIds) {
        case.accounts.retain(|id, _| mentioned.contains(id));
    }
    if mentioned.contains(&standin::id()) {
        case.accounts.insert(standin::id(), nobody(profile));
    }
}

fn nobody(profile: &Profile) -> Account {
    Account {
        id: standin::id(),
        session: None,
        interviewed: None,
        language: None,
        stay: None,
        vantage: None,
        consent: Some(profile.audience),
        withdrawn: None,
        discussed_with: BTreeSet::new(),
        exposures: Vec::new(),
        pins: Vec::new(),
        areas: Vec::new(),
        statements: Vec::new(),
        note: None,
    }
}

/// Whoever holds a release must know that there is more.
fn withheld(profile: &Profile) -> Note {
    let message = format!(
        "a release by the profile \"{}\": evidence that its people did not consent to show to this audience, or that the profile withholds, is \
         not in it; where accounts are not named, \"withheld\" stands for one or more of them, and a count of 2 means two to four, of 5 five or more",
        profile.name
    );
    Note::new(NoteKind::Fact, "release", message, "")
}
