//! Who could have drawn something and did not.
//!
//! A sheet leaves an element out only if it could have shown it: it is of the same level, means to show the place (its
//! `covers`, else the hull of what it draws), draws things of that kind in the same building or the same open ground,
//! and its author was there while the element stood. So a plan of the whole site does not "leave out" the cells of a
//! block that it draws as one outline, and nobody leaves out what was built after they left.

use crate::Inputs;
use crate::ground::{Draft, Ground};
use geo::{Contains, ConvexHull, Distance, Euclidean, MultiPoint, Point, Polygon};
use locus_model::{Edtf, Id, Key, Kind};
use std::collections::BTreeSet;

/// Points this far outside a building's outline (metres) still belong to it: its own walls wander about the outline.
const IN_BUILDING_M: f64 = 0.75;

/// What one sheet shows, as far as leaving out goes.
struct View<'a> {
    account: &'a Id,
    level: &'a Id,
    covers: &'a [Key],
    hull: Polygon,
    shows: BTreeSet<(Kind, Option<Key>)>,
}

/// All sheets and the buildings on the ground.
pub struct Coverage<'a> {
    views: Vec<View<'a>>,
    buildings: Vec<(Key, Polygon)>,
}

impl<'a> Coverage<'a> {
    /// Looks at what each sheet draws, and where.
    pub fn of(inputs: &'a Inputs, ground: &Ground, drafts: &[Draft]) -> Self {
        let building = |d: &&Draft| d.kind == Kind::Building && d.closed;
        let outline = |d: &Draft| Some((d.key.clone()?, ground.polygon(&d.points)));
        let buildings = drafts.iter().filter(building).filter_map(outline).collect();
        let mut coverage = Self { views: Vec::new(), buildings };
        for (index, sheet) in inputs.sheets.iter().enumerate() {
            let mut shows = BTreeSet::new();
            let mut drawn = Vec::new();
            let own = |t: usize| ground.survey.traces[t].origin == crate::survey::Origin::Sheet(index);
            for t in (0..ground.survey.traces.len()).filter(|t| own(*t)) {
                let trace = &ground.survey.traces[t];
                let points = ground.points.along(&ground.survey, t);
                shows.insert((class(trace.kind), coverage.building(ground, trace.kind, &points)));
                drawn.extend(ground.survey.positions(trace).into_iter().map(Point));
            }
            let hull = MultiPoint(drawn).convex_hull();
            let (account, level) = (&sheet.account, &sheet.level);
            coverage.views.push(View { account, level, covers: &sheet.covers, hull, shows });
        }
        coverage
    }

    /// The building in which all these points lie; none for a building itself.
    pub fn building(&self, ground: &Ground, kind: Kind, points: &[usize]) -> Option<Key> {
        if kind == Kind::Building {
            return None;
        }
        let inside = |outline: &Polygon| {
            points.iter().all(|p| Euclidean.distance(&Point(ground.at(*p)), outline) <= IN_BUILDING_M)
        };
        self.buildings.iter().find(|(_, outline)| inside(outline)).map(|(key, _)| key.clone())
    }

    /// The accounts with a sheet that covers the element without showing it.
    pub fn not_drawn_by(&self, ground: &Ground, draft: &Draft, valid: Option<&Edtf>) -> BTreeSet<Id> {
        // What a rule made was drawn by nobody, so nobody left it out.
        if draft.rule.is_some() {
            return BTreeSet::new();
        }
        let drawn_by = ground.accounts(&draft.traces);
        let building = self.building(ground, draft.kind, &draft.points);
        let middle = Point(crate::outline::mean(&ground.coords(&draft.points)));
        let leaves_out = |view: &&View| {
            let knew = match (ground.case.accounts.get(view.account).and_then(|a| a.stay.as_ref()), valid) {
                (Some(stay), Some(valid)) => stay.overlaps(valid),
                _ => true,
            };
            let meant = view.covers.iter().any(|c| Some(c) == building.as_ref() || is_part(draft.key.as_ref(), c));
            let covered = if view.covers.is_empty() { view.hull.contains(&middle) } else { meant };
            let could = view.shows.contains(&(class(draft.kind), building.clone()));
            view.level == &draft.level && knew && covered && could && !drawn_by.contains(view.account)
        };
        self.views.iter().filter(leaves_out).map(|view| view.account.clone()).collect()
    }
}

/// Whether a key is a place or a part of it.
fn is_part(key: Option<&Key>, of: &Key) -> bool {
    key.is_some_and(|k| k == of || k.as_str().strip_prefix(of.as_str()).is_some_and(|rest| rest.starts_with('/')))
}

/// Kinds that a person would not tell apart on paper count as one.
fn class(kind: Kind) -> Kind {
    if kind == Kind::Fence { Kind::Wall } else { kind }
}
