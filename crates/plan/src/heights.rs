//! Heights, sills and thicknesses: what was stated or measured, else the level's height, else a default that says so.

use crate::ground::{Draft, Ground};
use locus_model::{
    Height, HeightBasis, Key, Kind, Note, NoteKind, OpeningSize, Polarity, Source, Statement, StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// The third dimension of one element.
#[derive(Default)]
pub struct Vertical {
    /// Floor (or ground) to top; of an opening its clear height.
    pub height: Option<Height>,
    /// Of an opening.
    pub sill: Option<Height>,
    /// Of a wall.
    pub thickness: Option<Height>,
    /// Where they come from.
    pub sources: BTreeSet<Source>,
}

/// Which defaults were used, for what: one note each.
#[derive(Default)]
pub struct Assumptions(BTreeMap<(&'static str, String), Vec<String>>);

impl Assumptions {
    /// One note per default, listing the elements.
    pub fn into_notes(self) -> impl Iterator<Item = Note> {
        self.0.into_iter().map(|((name, value), elements)| {
            let message = format!("{value} m stands in for what nobody said: {}", elements.join(", "));
            let remedy = "state it in an account, or change it under [defaults] in case.toml";
            Note::new(NoteKind::Assumed, Source::Default(name), message, remedy)
        })
    }
}

/// Heights of one element; `building` is the one it stands in.
pub fn of(ground: &Ground, draft: &Draft, building: Option<&Key>, assumed: &mut Assumptions) -> Vertical {
    let mut vertical = Vertical::default();
    let defaults = &ground.case.defaults;
    let inside = building.is_some() || matches!(draft.kind, Kind::Room | Kind::Building) || draft.rule.is_some();
    vertical.height = known_height(ground, draft, &mut vertical.sources);
    match draft.kind {
        Kind::Wall | Kind::Fence | Kind::Room | Kind::Building if vertical.height.is_none() => {
            let storey = || storey(ground, draft);
            vertical.height = Some(match storey().filter(|_| inside) {
                Some(metres) => {
                    vertical.sources.insert(Source::Rule("level-height"));
                    Height { metres, basis: HeightBasis::Rule, sd_m: None }
                }
                None if inside => assume("storey-height", defaults.storey_height_m, draft, &mut vertical, assumed),
                None => assume("fence-height", defaults.fence_height_m, draft, &mut vertical, assumed),
            });
        }
        Kind::Door | Kind::Gate => {
            opening(("door-height", "door-sill"), defaults.door, draft, &mut vertical, assumed);
        }
        Kind::Window => opening(("window-height", "window-sill"), defaults.window, draft, &mut vertical, assumed),
        _ => {}
    }
    if draft.kind == Kind::Wall {
        vertical.thickness = stated(ground, draft.key.as_ref(), is_width, &mut vertical.sources)
            .or_else(|| Some(assume("wall-thickness", defaults.wall_thickness_m, draft, &mut vertical, assumed)));
    }
    vertical
}

fn opening(
    (height, sill): (&'static str, &'static str),
    size: OpeningSize,
    draft: &Draft,
    vertical: &mut Vertical,
    assumed: &mut Assumptions,
) {
    if vertical.height.is_none() {
        vertical.height = Some(assume(height, size.height_m, draft, vertical, assumed));
    }
    vertical.sill = Some(assume(sill, size.sill_m, draft, vertical, assumed));
}

fn assume(
    name: &'static str,
    metres: f64,
    draft: &Draft,
    vertical: &mut Vertical,
    assumed: &mut Assumptions,
) -> Height {
    assumed.0.entry((name, metres.to_string())).or_default().push(draft.id.clone());
    vertical.sources.insert(Source::Default(name));
    Height { metres, basis: HeightBasis::Default, sd_m: None }
}

/// Floor to floor of the element's level, where the case gives it.
fn storey(ground: &Ground, draft: &Draft) -> Option<f64> {
    ground.case.levels.iter().find(|l| l.id == draft.level).and_then(|l| l.height_m)
}

/// From imagery, else from statements.
fn known_height(ground: &Ground, draft: &Draft, sources: &mut BTreeSet<Source>) -> Option<Height> {
    let footprints = draft.traces.iter().filter_map(|t| match &ground.survey.traces[*t].source {
        Source::Footprint(id) => ground.case.footprints.get(id),
        _ => None,
    });
    // A wall made from a building's outline stands as high as the building.
    let known = footprints.filter_map(|f| Some((f.height?, Source::Footprint(f.id.clone())))).next();
    if let Some((height, source)) = known {
        sources.insert(source);
        return Some(Height { metres: height.metres, basis: height.basis, sd_m: None });
    }
    stated(ground, draft.key.as_ref(), is_height, sources)
}

fn is_height(kind: &StatementKind) -> Option<(f64, f64)> {
    match kind {
        StatementKind::Height { value_m, sd_m } => Some((*value_m, *sd_m)),
        _ => None,
    }
}

fn is_width(kind: &StatementKind) -> Option<(f64, f64)> {
    match kind {
        StatementKind::Width { value_m, sd_m } => Some((*value_m, *sd_m)),
        _ => None,
    }
}

/// The mean of what was stated of a key, weighted by the stated precision. Statements of one voice share one weight;
/// the standard deviation is never below the scatter of the statements over the square root of the voices.
fn stated(
    ground: &Ground,
    key: Option<&Key>,
    measure: fn(&StatementKind) -> Option<(f64, f64)>,
    sources: &mut BTreeSet<Source>,
) -> Option<Height> {
    let key = key?;
    let said = |s: &&Statement| s.polarity == Polarity::Affirms && s.of.first() == Some(key);
    let mut of_voice: BTreeMap<_, Vec<(f64, f64)>> = BTreeMap::new();
    for account in ground.case.accounts.values() {
        for statement in account.statements.iter().filter(said) {
            if let Some((value, sd)) = measure(&statement.kind).filter(|(v, sd)| *v > 0.0 && *sd > 0.0) {
                of_voice.entry(ground.voices.of(&account.id)).or_default().push((value, sd));
                sources.insert(Source::Statement(statement.id.clone()));
            }
        }
    }
    let voices: Vec<(f64, f64)> = of_voice.into_values().map(|v| one_voice(&v)).collect();
    let weight: f64 = voices.iter().map(|(_, sd)| sd.powi(-2)).sum();
    if voices.is_empty() {
        return None;
    }
    let metres = voices.iter().map(|(v, sd)| v / sd.powi(2)).sum::<f64>() / weight;
    let scatter = voices.iter().map(|(v, sd)| ((v - metres) / sd).powi(2)).sum::<f64>();
    let inflation = if voices.len() > 1 { (scatter / (voices.len() - 1) as f64).max(1.0) } else { 1.0 };
    Some(Height { metres, basis: HeightBasis::Stated, sd_m: Some((inflation / weight).sqrt()) })
}

fn one_voice(said: &[(f64, f64)]) -> (f64, f64) {
    let n = said.len() as f64;
    (said.iter().map(|(v, _)| v).sum::<f64>() / n, said.iter().map(|(_, sd)| sd).sum::<f64>() / n)
}
