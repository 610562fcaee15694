//! Aligned sheets, outlines, landmarks, pins and statements to one plan that keeps who said what.
//!
//! The stages, in order, each a module:
//!
//! | stage | what it does |
//! |---|---|
//! | `survey` | every vertex that a sheet or outline gives, once per place on that sheet |
//! | `slots`, `outline` | identities for corners without a node key, matched by cyclic order and least squares |
//! | `points` | the spots of different sheets that are one physical point |
//! | `blocks`, `network` | all observations of the points, for the joint adjustment |
//! | `estimate`, `reckoning` | where each point lies, what could not be reconciled, what holds it |
//! | `areas`, `walls`, `openings` | the elements between the points |
//! | `incidence` | junctions on facades, doors in walls |
//! | `rooms`, `sides`, `order` | contradictions, as named alternatives |
//! | `coverage` | who could have drawn something and did not |
//! | `heights`, `pins` | heights, thicknesses; places that only pins show |
//! | `locate`, `location` | where such a place lies, from pins, regions and words: a posterior over the ground |
//! | `finish` | published elements and nodes |
//! | `extent` | lengths and areas of what is published, with their intervals |
//! | `correspond` | beside the plan: what elements without a key may be, for a person to judge |
//!
//! Everything is in site metres. Nothing here reads a file or knows a projection, and nothing is averaged across a
//! contradiction: see `rooms`.

mod areas;
mod blocks;
mod correspond;
mod coverage;
mod estimate;
pub mod extent;
mod finish;
mod ground;
mod heights;
mod incidence;
mod locate;
pub mod location;
mod network;
mod openings;
mod order;
mod outline;
mod pins;
mod places;
mod points;
mod questions;
mod reckoning;
mod rooms;
mod sides;
mod slots;
mod survey;
mod voices;
mod walls;

pub use correspond::{correspond, notes as correspondence_notes};
use ground::{Draft, Ground};
pub use locate::{Candidate, LikelyGround, Testimony, Whereabouts, locatable, locate};
use locus_model::{
    Adjustment, AlignedSheet, Case, Hypothesis, Id, In, Key, Network, Note, PlacedArea, PlacedPin, Plan, Reckoning,
    Site, SiteFrame,
};
use std::collections::{BTreeMap, BTreeSet};

/// One standard deviation of an edge digitised on half-metre imagery (the default of the case format), metres: the
/// reference precision where a case has neither outlines nor landmarks.
const DIGITISED_EDGE_SD_M: f64 = 0.35;

/// An outline of the case on the ground; its key, nodes, precision and height are in `case.footprints[&id]`.
#[derive(Clone, Debug)]
pub struct PlacedFootprint {
    /// The footprint.
    pub id: Id,
    /// Where, site metres; the ring as in the case, its closing vertex repeated.
    pub outline: In<Site, geo::Polygon>,
}

/// Everything a plan is made of. All coordinates are site metres of one frame.
pub struct Inputs<'a> {
    /// The case: accounts, outlines, statements, defaults.
    pub case: &'a Case,
    /// The frame of every coordinate here.
    pub frame: SiteFrame,
    /// The sheets on the ground.
    pub sheets: Vec<AlignedSheet>,
    /// The landmarks on the ground.
    pub landmarks: BTreeMap<Key, In<Site, geo::Point>>,
    /// The outlines on the ground.
    pub footprints: Vec<PlacedFootprint>,
    /// The pins on the ground.
    pub pins: Vec<PlacedPin>,
    /// The regions on the ground.
    pub areas: Vec<PlacedArea>,
    /// What earlier stages noted; carried into the plan.
    pub notes: Vec<Note>,
    /// The joint adjustment: where the points of a network lie. A function, because this crate does not know `align`.
    pub adjust: &'a dyn Fn(&Network) -> Adjustment,
}

/// Fuses everything into one plan. The order of sheets, pins and areas does not matter.
pub fn fuse(mut inputs: Inputs) -> Plan {
    inputs.sheets.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    inputs.footprints.sort_by(|a, b| a.id.cmp(&b.id));
    inputs.pins.sort_by(|a, b| a.id.cmp(&b.id));
    inputs.areas.sort_by(|a, b| a.id.cmp(&b.id));
    let mut notes = std::mem::take(&mut inputs.notes);
    let (mut ground, sides, reckoning) = ground(&inputs, &mut notes);
    let mut drafts = drafts(&mut ground, &mut notes);
    let coverage = coverage::Coverage::of(&inputs, &ground, &drafts);
    let hypotheses = contradictions(&inputs, &ground, &coverage, &mut drafts, sides);
    distinct_ids(&mut drafts);
    let mut assumed = heights::Assumptions::default();
    let elements = finish::elements(&ground, &coverage, &drafts, &mut assumed);
    let mut nodes = finish::nodes(&ground, &drafts);
    let known = elements.iter().filter_map(|e| e.key.clone());
    let known: BTreeSet<Key> = known.chain(nodes.iter().filter_map(|n| Key::new(&n.key).ok())).collect();
    notes.extend(pins::doubts(&inputs.pins, &nodes, &elements));
    nodes.extend(pins::nodes(&inputs, &ground, (&nodes, &elements), &known, &mut notes));
    nodes.sort_by(|a, b| a.key.cmp(&b.key).then(a.id.cmp(&b.id)));
    notes.extend(assumed.into_notes());
    let Inputs { frame, sheets, pins, areas, .. } = inputs;
    Plan { frame, nodes, elements, hypotheses, sheets, pins, areas, notes, reckoning }
}

/// The points on the ground, and the contradictions about them that had to be known before anything was averaged.
fn ground<'a>(inputs: &Inputs<'a>, notes: &mut Vec<Note>) -> (Ground<'a>, Vec<Hypothesis>, Reckoning) {
    let mut survey = survey::Survey::of(inputs, notes);
    slots::assign(&mut survey, notes);
    let voices = voices::Voices::new(&inputs.case.accounts);
    let sides = sides::separate(&mut survey, &voices);
    let points = points::Points::of(&mut survey);
    let blocks = blocks::of_points(&survey, &points);
    let mut made = network::of(inputs, &survey, &points, &blocks, &voices);
    notes.append(&mut made.notes);
    let adjusted = (inputs.adjust)(&made.network);
    notes.extend(estimate::doubts(inputs, &survey, &points, &made, &adjusted));
    let estimates = estimate::of_points(inputs, &points, &adjusted);
    let at: Vec<geo::Coord> = estimates.iter().map(|e| e.at).collect();
    let names = points.names(&at);
    let reckoning = reckoning::of(inputs, &names, &made, &adjusted);
    (Ground { case: inputs.case, survey, points, names, estimates, voices }, sides, reckoning)
}

/// The best standard deviation that imagery gives in this case.
fn reference_sd_m(case: &Case) -> f64 {
    let stated = case.footprints.values().map(|f| f.sd_m).chain(case.landmarks.values().map(|l| l.sd_m));
    stated.filter(|sd| *sd > 0.0).reduce(f64::min).unwrap_or(DIGITISED_EDGE_SD_M)
}

/// The elements in the making; points that the drawings put on a line are placed on it on the way.
fn drafts(ground: &mut Ground, notes: &mut Vec<Note>) -> Vec<Draft> {
    // Once to know the outlines, and again because the shapes change as their junctions move onto them.
    let outlines = areas::drafts(ground, &mut Vec::new());
    incidence::junctions_to_outlines(ground, &outlines, reference_sd_m(ground.case));
    let mut drafts = areas::drafts(ground, notes);
    drafts.extend(walls::drafts(ground, &drafts));
    let openings = openings::drafts(ground, &drafts, notes);
    incidence::openings_to_landmarks(ground, &openings, &drafts);
    incidence::openings_to_walls(ground, &openings, &drafts);
    drafts.extend(openings);
    drafts
}

fn contradictions(
    inputs: &Inputs,
    ground: &Ground,
    coverage: &coverage::Coverage,
    drafts: &mut Vec<Draft>,
    sides: Vec<Hypothesis>,
) -> Vec<Hypothesis> {
    sides::mark(ground, drafts, &sides);
    let mut hypotheses = order::hypotheses(inputs, ground, drafts);
    hypotheses.extend(sides);
    hypotheses.extend(rooms::hypotheses(inputs, ground, coverage, drafts));
    hypotheses.sort_by(|a, b| a.about.cmp(&b.about).then(b.default.cmp(&a.default)).then(a.name.cmp(&b.name)));
    hypotheses
}

/// Ids are made from keys and strokes; should two still meet, the later one is marked.
fn distinct_ids(drafts: &mut [Draft]) {
    let mut used = BTreeSet::new();
    for draft in drafts {
        draft.id = points::unique(std::mem::take(&mut draft.id), &mut used);
    }
}
