//! A person's corrections and the next proposal.

use crate::drawings::{drawing, stroke};
use arbitrary::Unstructured;
use geo::Coord;
use locus_model::{Drawing, In, SketchPx, Stroke};
use locus_sketch::review::{Merged, credit, merge};
use std::collections::BTreeSet;

const PERSON: &str = "Investigator 7";

/// Nothing that a person did is lost, whatever is proposed.
pub fn merging(bytes: &[u8]) {
    let u = &mut Unstructured::new(bytes);
    let Ok([base, edited, theirs]) = drawings(u) else { return };
    let mine = credit(&base, &edited, PERSON);
    assert_eq!(credit(&base, &mine, PERSON), mine, "credited once is credited");
    assert_eq!(credit(&base, &base, PERSON), base, "nobody changed anything");
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merge(&base, &mine, &theirs), merged, "merged again");
    keeps(&base, &mine, &merged);
    let unchanged = merge(&base, &mine, &base);
    assert_eq!(unchanged.drawing, mine, "the same proposal again changes nothing");
    assert_eq!(merge(&base, &base, &base).conflicts, [], "nobody disagrees");
}

fn drawings(u: &mut Unstructured) -> arbitrary::Result<[Drawing<SketchPx>; 3]> {
    let base = drawing(u, "locus-trace 0.1.0")?;
    let edited = changed(u, &base)?;
    let theirs = changed(u, &base)?;
    Ok([base, edited, theirs])
}

/// The drawing with some elements moved, some left out and some new.
fn changed(u: &mut Unstructured, base: &Drawing<SketchPx>) -> arbitrary::Result<Drawing<SketchPx>> {
    let mut strokes: Vec<Stroke<SketchPx>> = Vec::new();
    for stroke in &base.strokes {
        let by = f64::from(u.arbitrary::<u8>()?) - 200.0;
        match u.int_in_range(0..=3)? {
            0 => {}
            1 => {
                let form = stroke.shape.geometry().map(|at| Coord { x: at.x + by, y: at.y - 0.5 * by });
                strokes.push(stroke.moved(In::claim(form)));
            }
            _ => strokes.push(stroke.clone()),
        }
    }
    for _ in 0..u.int_in_range(0..=3)? {
        let new = stroke(u)?;
        if strokes.iter().all(|other| other.id != new.id) {
            strokes.push(new);
        }
    }
    Ok(Drawing { strokes, tracing: base.tracing.clone() })
}

fn keeps(base: &Drawing<SketchPx>, mine: &Drawing<SketchPx>, merged: &Merged) {
    let result = &merged.drawing.strokes;
    let ids: BTreeSet<&str> = result.iter().map(|stroke| stroke.id.as_str()).collect();
    assert_eq!(ids.len(), result.len(), "ids are unique");
    let touched = |stroke: &&Stroke<SketchPx>| !base.strokes.contains(stroke);
    for stroke in mine.strokes.iter().filter(touched) {
        assert!(result.contains(stroke), "a person's element is lost: {stroke:?}");
    }
    let tally = merged.tally;
    assert_eq!(tally.kept + tally.taken + tally.added, result.len());
    let held = |id: &String| mine.strokes.iter().any(|s| s.id == *id);
    let deleted = base.strokes.iter().filter(|s| !held(&s.id));
    for stroke in deleted {
        assert!(!ids.contains(stroke.id.as_str()), "{} was deleted by a person", stroke.id);
    }
    for conflict in &merged.conflicts {
        assert!(!conflict.to_string().is_empty());
        assert!(conflict.kept.as_ref().is_none_or(|kept| result.contains(kept)), "{conflict:?}");
    }
}
