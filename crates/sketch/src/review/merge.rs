//! A new proposal among a person's corrections: a merge of three drawings.

use super::matching::{Shape, pairs, reach};
use locus_model::{Drawing, SketchPx, Stroke, Tracing};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A proposal that stays within this share of the reach proposes the same as before.
const UNMOVED: f64 = 0.1;

/// Why a new proposal and a person disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Both changed the element.
    BothChanged,
    /// The person changed it, and it is no longer proposed.
    NoLongerProposed,
    /// The person deleted it, and it is proposed otherwise than before.
    Deleted,
    /// It is proposed anew where the person has an element of their own, or had one and moved or deleted it.
    InThePlaceOf,
}

/// One disagreement. The person's version is in the drawing; both are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The person's element; a deleted one as it was.
    pub id: String,
    /// Why.
    pub reason: Reason,
    /// What the person made of it, as it stays; `None`: deleted.
    pub kept: Option<Stroke<SketchPx>>,
    /// What is proposed instead; `None`: nothing.
    pub proposed: Option<Stroke<SketchPx>>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = self.kept.as_ref().and_then(|kept| kept.traced_by.as_deref()).unwrap_or("a person");
        let id = &self.id;
        match self.reason {
            Reason::BothChanged => write!(f, "{id}: changed by {who}, and proposed otherwise than before"),
            Reason::NoLongerProposed => write!(f, "{id}: changed by {who}, and no longer proposed"),
            Reason::Deleted => write!(f, "{id}: deleted by a person, and proposed otherwise than before"),
            Reason::InThePlaceOf => {
                let proposed = self.proposed.as_ref().map_or("an element", |stroke| stroke.id.as_str());
                write!(f, "{id}: {proposed} is proposed where {who} decided otherwise")
            }
        }
    }
}

/// What a merge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Elements of people, kept as they were.
    pub kept: usize,
    /// Elements of the proposal before, proposed again and taken as they are now.
    pub taken: usize,
    /// Elements that are new.
    pub added: usize,
    /// Elements of the proposal before that nobody touched and that are no longer proposed.
    pub withdrawn: usize,
    /// Elements a person deleted that were proposed again, and stay deleted.
    pub still_deleted: usize,
}

/// A merged drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The drawing: a person's elements as they were, the rest as it is proposed now.
    pub drawing: Drawing<SketchPx>,
    /// What is proposed now under the ids of the drawing, with what a person deleted: the `base` of the next merge.
    pub base: Drawing<SketchPx>,
    /// Where person and proposal disagree, in the order of the person's drawing, deleted elements last.
    pub conflicts: Vec<Conflict>,
    /// What was done.
    pub tally: Tally,
}

/// Merges a new proposal `theirs` into `mine`, a person's drawing that began as the proposal `base`.
///
/// - An element of `mine` is a person's when it differs in anything from the element of `base` with its id, when `base`
///   has none, or when it names an author that is neither proposal's. It stays, bit for bit. (Changes that name nobody
///   are credited first: [`credit`](super::credit()).)
/// - Other elements are replaced by what `theirs` has in their place (see below), under the id they had, or removed.
/// - What a person deleted stays deleted, also where it is now proposed in pieces.
/// - What else `theirs` has is added; an id that `base` or `mine` used is never used again for something else.
///
/// Elements of two proposals are the same when they lie on each other within 1 % of the drawing's diagonal; a proposal
/// within a tenth of that, of the same kind, is no disagreement, whatever its ink, confidence or number of nodes. With an empty
/// `base` everything in `mine` is a person's. The result depends on the three drawings only.
pub fn merge(base: &Drawing<SketchPx>, mine: &Drawing<SketchPx>, theirs: &Drawing<SketchPx>) -> Merged {
    let base_shapes: Vec<Shape> = base.strokes.iter().map(Shape::of).collect();
    let their_shapes: Vec<Shape> = theirs.strokes.iter().map(Shape::of).collect();
    let reach = reach([&base_shapes, &their_shapes]);
    let by_base = pairs(&base_shapes, &their_shapes, reach);
    let mut merge = Merge {
        base: &base_shapes,
        theirs: &their_shapes,
        reach,
        proposed: by_base.iter().enumerate().filter_map(|(t, b)| Some(((*b)?, t))).collect(),
        index: base.strokes.iter().enumerate().map(|(b, stroke)| (stroke.id.as_str(), b)).collect(),
        authors: [&base.tracing, &theirs.tracing],
        strokes: Vec::new(),
        next_base: Vec::new(),
        conflicts: Vec::new(),
        tally: Tally::default(),
    };
    let decided = merge.take_mine(mine);
    merge.settle_deleted(&decided);
    let unpaired = (0..theirs.strokes.len()).filter(|t| by_base[*t].is_none());
    merge.add_new(unpaired, &decided, names(base, mine));
    let drawing = |strokes| Drawing { strokes, tracing: theirs.tracing.clone() };
    Merged {
        drawing: drawing(merge.strokes),
        base: drawing(merge.next_base),
        conflicts: merge.conflicts,
        tally: merge.tally,
    }
}

/// The ids that have a meaning.
fn names<'d>(base: &'d Drawing<SketchPx>, mine: &'d Drawing<SketchPx>) -> BTreeSet<&'d str> {
    base.strokes.iter().chain(&mine.strokes).map(|stroke| stroke.id.as_str()).collect()
}

/// Where a person decided: their elements, and those of the base that they changed or deleted.
#[derive(Default)]
struct Decided<'d> {
    shapes: Vec<(Shape<'d>, Option<&'d Stroke<SketchPx>>)>,
    deleted: Vec<usize>,
}

struct Merge<'d> {
    base: &'d [Shape<'d>],
    theirs: &'d [Shape<'d>],
    reach: f64,
    /// The element of `theirs` for one of `base`.
    proposed: BTreeMap<usize, usize>,
    index: BTreeMap<&'d str, usize>,
    authors: [&'d Tracing; 2],
    strokes: Vec<Stroke<SketchPx>>,
    next_base: Vec<Stroke<SketchPx>>,
    conflicts: Vec<Conflict>,
    tally: Tally,
}

impl<'d> Merge<'d> {
    /// Goes through the person's drawing; gives where a person decided.
    fn take_mine(&mut self, mine: &'d Drawing<SketchPx>) -> Decided<'d> {
        let mut decided = Decided::default();
        let mut left: BTreeSet<usize> = (0..self.base.len()).collect();
        for stroke in &mine.strokes {
            let at = self.index.get(stroke.id.as_str()).copied().filter(|at| left.remove(at));
            let proposed = at.and_then(|at| self.proposed.get(&at)).map(|t| &self.theirs[*t]);
            let base = at.map(|at| &self.base[at]);
            if base.is_some_and(|base| base.stroke == stroke) && !self.names_person(stroke) {
                self.take_proposed(stroke, proposed);
                continue;
            }
            self.tally.kept += 1;
            self.strokes.push(stroke.clone());
            let shape = Shape::of(stroke);
            if let Some(base) = base {
                self.remember(base, proposed);
                self.compare(base, &shape, proposed);
                decided.shapes.push((Shape::of(base.stroke), Some(stroke)));
            }
            decided.shapes.push((shape, Some(stroke)));
        }
        decided.deleted = left.into_iter().collect();
        decided.shapes.extend(decided.deleted.iter().map(|at| (Shape::of(self.base[*at].stroke), None)));
        decided
    }

    fn names_person(&self, stroke: &Stroke<SketchPx>) -> bool {
        stroke.traced_by.as_ref().is_some_and(|by| self.authors.iter().all(|tracing| tracing.by != *by))
    }

    /// An element that nobody touched becomes what is proposed now.
    fn take_proposed(&mut self, stroke: &Stroke<SketchPx>, proposed: Option<&Shape>) {
        let Some(proposed) = proposed else {
            self.tally.withdrawn += 1;
            return;
        };
        self.tally.taken += 1;
        let taken = Stroke { id: stroke.id.clone(), ..proposed.stroke.clone() };
        self.next_base.push(taken.clone());
        self.strokes.push(taken);
    }

    /// Keeps what is proposed where a person decided; what is no longer proposed stays as it last was, since it may
    /// come back.
    fn remember(&mut self, base: &Shape, proposed: Option<&Shape>) {
        let stroke = proposed.unwrap_or(base).stroke.clone();
        self.next_base.push(Stroke { id: base.stroke.id.clone(), ..stroke });
    }

    /// A person's element against what became of the one it was made from.
    fn compare(&mut self, base: &Shape, mine: &Shape, proposed: Option<&Shape>) {
        let unmoved = UNMOVED * self.reach;
        let reason = match proposed {
            None => Reason::NoLongerProposed,
            Some(proposed) if proposed.agrees(base, unmoved) || proposed.agrees(mine, unmoved) => return,
            Some(_) => Reason::BothChanged,
        };
        let (id, kept) = (mine.stroke.id.clone(), Some(mine.stroke.clone()));
        let proposed = proposed.map(|shape| shape.stroke.clone());
        self.conflicts.push(Conflict { id, reason, kept, proposed });
    }

    /// What a person deleted stays deleted.
    fn settle_deleted(&mut self, decided: &Decided) {
        for at in &decided.deleted {
            let base = &self.base[*at];
            let proposed = self.proposed.get(at).map(|t| &self.theirs[*t]);
            self.remember(base, proposed);
            let Some(proposed) = proposed else { continue };
            self.tally.still_deleted += 1;
            if !proposed.agrees(base, UNMOVED * self.reach) {
                let (id, proposed) = (base.stroke.id.clone(), Some(proposed.stroke.clone()));
                self.conflicts.push(Conflict { id, reason: Reason::Deleted, kept: None, proposed });
            }
        }
    }

    /// Adds what is new, except where a person decided otherwise.
    fn add_new(&mut self, new: impl Iterator<Item = usize>, decided: &Decided, mut names: BTreeSet<&'d str>) {
        let mut fresh = BTreeSet::new();
        for t in new {
            let shape = &self.theirs[t];
            let stroke = shape.stroke;
            let there = decided.shapes.iter().find(|(place, _)| shape.distance_to(place, self.reach).is_some());
            if let Some((place, kept)) = there {
                if !kept.is_some_and(|kept| is_said_by(shape, place, kept, self.reach)) {
                    let id = kept.map_or(&place.stroke.id, |kept| &kept.id).clone();
                    let (kept, proposed) = (kept.cloned(), Some(stroke.clone()));
                    self.conflicts.push(Conflict { id, reason: Reason::InThePlaceOf, kept, proposed });
                }
                continue;
            }
            self.tally.added += 1;
            let free = !fresh.contains(&stroke.id) && names.insert(&stroke.id);
            let id = if free { stroke.id.clone() } else { another(stroke, &names, &fresh, self.theirs) };
            fresh.insert(id.clone());
            let added = Stroke { id, ..stroke.clone() };
            self.next_base.push(added.clone());
            self.strokes.push(added);
        }
    }
}

/// Whether a new proposal says what a person's element, found at `place`, says already: the same, or a piece of its line.
fn is_said_by(proposed: &Shape, place: &Shape, kept: &Stroke<SketchPx>, reach: f64) -> bool {
    let piece = || proposed.stroke.kind == kept.kind && kept.kind.is_line() && place.stroke.shape == kept.shape;
    proposed.agrees(place, reach) || piece()
}

/// An id that nothing else has or had: `wall-r1`, `wall-r2`, …
fn another(stroke: &Stroke<SketchPx>, names: &BTreeSet<&str>, fresh: &BTreeSet<String>, theirs: &[Shape]) -> String {
    let taken = |id: &String| {
        names.contains(id.as_str()) || fresh.contains(id) || theirs.iter().any(|shape| shape.stroke.id == *id)
    };
    let ids = (1..=names.len() + fresh.len() + theirs.len() + 1).map(|n| format!("{}-r{n}", stroke.kind.as_str()));
    // There are more of these than are taken.
    ids.into_iter().find(|id| !taken(id)).unwrap_or_else(|| stroke.id.clone())
}
