//! What a profile leaves of the parts of a case. Every field is named: one that is new does not compile until somebody has
//! decided who may see it.

use crate::{Profile, Secret, standin};
use locus_model::{
    Account, Area, Case, Drawing, Edtf, Footprint, Landmark, Pin, Sheet, SketchPx, Space, Statement, Stroke, Text,
    Tracing,
};
use std::collections::BTreeMap;

/// A part of a profile that asks the same of many fields.
#[derive(Clone, Copy)]
pub struct Withhold<'a>(pub &'a Profile);

impl Withhold<'_> {
    fn shows<T>(self, what: Secret, value: T) -> Option<T> {
        self.0.allows(what).then_some(value)
    }

    fn date(self, what: Secret, date: Option<Edtf>) -> Option<Edtf> {
        self.shows(what, date).flatten().and_then(|date| self.0.dates.told(&date))
    }

    fn words(self, text: Option<Text>) -> Option<Text> {
        self.shows(Secret::Words, text).flatten()
    }

    fn extra(self, extra: BTreeMap<String, String>) -> BTreeMap<String, String> {
        self.shows(Secret::Words, extra).unwrap_or_default()
    }

    /// Incidents are [told](crate::incidents) apart, because their places need the plan.
    pub fn case(self, case: Case) -> Case {
        Case {
            id: case.id,
            name: case.name,
            aliases: case.aliases,
            facility_type: case.facility_type,
            operator: case.operator,
            existed: case.existed,
            note: self.words(case.note),
            site: case.site,
            levels: case.levels,
            defaults: case.defaults,
            rights: case.rights,
            landmarks: case.landmarks.into_iter().map(|(key, landmark)| (key, self.landmark(landmark))).collect(),
            footprints: case.footprints.into_iter().map(|(id, footprint)| (id, self.footprint(footprint))).collect(),
            accounts: case.accounts.into_iter().map(|(id, account)| (id, self.account(account))).collect(),
            sheets: match self.0.allows(Secret::Sheets) {
                true => case.sheets.into_iter().map(|(id, sheet)| (id, self.sheet(sheet))).collect(),
                false => BTreeMap::new(),
            },
            imagery: case.imagery,
            incidents: case.incidents,
            notes: self.shows(Secret::Notes, case.notes).unwrap_or_default(),
        }
    }

    fn landmark(self, landmark: Landmark) -> Landmark {
        Landmark {
            key: landmark.key,
            name: landmark.name,
            imagery: landmark.imagery,
            sd_m: landmark.sd_m,
            valid: landmark.valid,
            position: landmark.position,
            extra: self.extra(landmark.extra),
        }
    }

    fn footprint(self, footprint: Footprint) -> Footprint {
        Footprint {
            id: footprint.id,
            key: footprint.key,
            name: footprint.name,
            imagery: footprint.imagery,
            sd_m: footprint.sd_m,
            height: footprint.height,
            valid: footprint.valid,
            nodes: footprint.nodes,
            outline: footprint.outline,
            extra: self.extra(footprint.extra),
        }
    }

    fn account(self, account: Account) -> Account {
        let known = |value: Option<String>| self.shows(Secret::Accounts, value).flatten();
        let pins = self.shows(Secret::Pins, (account.pins, account.areas)).unwrap_or_default();
        let statements = self.shows(Secret::Statements, account.statements).unwrap_or_default();
        Account {
            id: account.id,
            session: known(account.session),
            interviewed: self.date(Secret::Accounts, account.interviewed),
            language: known(account.language),
            stay: self.date(Secret::Accounts, account.stay),
            vantage: self.shows(Secret::Accounts, account.vantage).flatten(),
            consent: self.shows(Secret::Accounts, account.consent).flatten().or(Some(self.0.audience)),
            withdrawn: None,
            discussed_with: self.shows(Secret::Accounts, account.discussed_with).unwrap_or_default(),
            exposures: self.shows(Secret::Accounts, account.exposures).unwrap_or_default(),
            pins: pins.0.into_iter().map(|pin| self.pin(pin)).collect(),
            areas: pins.1.into_iter().map(|area| self.area(area)).collect(),
            statements: statements.into_iter().map(|said| self.statement(said)).collect(),
            note: self.words(account.note),
        }
    }

    fn pin(self, pin: Pin) -> Pin {
        Pin {
            id: pin.id,
            of: pin.of,
            position: pin.position,
            verbatim: pin.verbatim,
            radius95_m: pin.radius95_m,
            basis: self.shows(Secret::Words, pin.basis).flatten(),
            imagery: self.shows(Secret::Accounts, pin.imagery).flatten(),
            elicitation: self.shows(Secret::Accounts, pin.elicitation).flatten(),
            vantage: self.shows(Secret::Accounts, pin.vantage).flatten(),
            at: self.shows(Secret::Words, pin.at).flatten(),
            note: self.words(pin.note),
        }
    }

    fn area(self, area: Area) -> Area {
        Area {
            id: area.id,
            of: area.of,
            polygon: area.polygon,
            basis: self.shows(Secret::Words, area.basis).flatten(),
            imagery: self.shows(Secret::Accounts, area.imagery).flatten(),
            elicitation: self.shows(Secret::Accounts, area.elicitation).flatten(),
            vantage: self.shows(Secret::Accounts, area.vantage).flatten(),
            at: self.shows(Secret::Words, area.at).flatten(),
            note: self.words(area.note),
        }
    }

    fn statement(self, said: Statement) -> Statement {
        Statement {
            id: said.id,
            kind: said.kind,
            of: said.of,
            polarity: said.polarity,
            elicitation: self.shows(Secret::Accounts, said.elicitation).flatten(),
            vantage: self.shows(Secret::Accounts, said.vantage).flatten(),
            text: self.words(said.text),
            at: self.shows(Secret::Words, said.at).flatten(),
        }
    }

    fn sheet(self, sheet: Sheet) -> Sheet {
        Sheet {
            id: sheet.id,
            account: sheet.account,
            // The file in the case. What a release carries is told to publishing apart.
            image: String::new(),
            sha256: None,
            drawn: self.date(Secret::Accounts, sheet.drawn),
            level: sheet.level,
            medium: self.shows(Secret::Accounts, sheet.medium).flatten(),
            true_north_up: sheet.true_north_up,
            covers: sheet.covers,
            elicitation: self.shows(Secret::Accounts, sheet.elicitation).flatten(),
            controls: sheet.controls,
            masks: sheet.masks,
            drawing: sheet.drawing.map(|drawing| self.drawing(drawing)),
            note: self.words(sheet.note),
        }
    }

    fn drawing(self, drawing: Drawing<SketchPx>) -> Drawing<SketchPx> {
        let strokes = drawing.strokes.into_iter().map(|stroke| self.stroke(stroke)).collect();
        let tracing =
            self.shows(Secret::Words, drawing.tracing).unwrap_or(Tracing { by: standin::WITHHELD.to_owned() });
        Drawing { strokes, tracing }
    }

    /// Of a sheet, on the paper or on the ground.
    pub fn stroke<S: Space>(self, stroke: Stroke<S>) -> Stroke<S> {
        Stroke {
            id: stroke.id,
            kind: stroke.kind,
            key: stroke.key,
            name: self.shows(Secret::DrawnNames, stroke.name).flatten(),
            nodes: stroke.nodes,
            valid: stroke.valid.and_then(|valid| self.0.dates.told(&valid)),
            certainty: self.shows(Secret::Words, stroke.certainty).flatten(),
            ink: self.shows(Secret::Words, stroke.ink).unwrap_or_default(),
            traced_by: self.shows(Secret::Words, stroke.traced_by).flatten(),
            shape: stroke.shape,
            extra: self.extra(stroke.extra),
        }
    }
}
