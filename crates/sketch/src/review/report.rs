//! What a proposal holds and how good its scan was, in numbers and in words.

use super::Proposed;
use crate::Proposal;
use geo::{Euclidean, Length};
use locus_model::{Form, Kind, Note, NoteKind, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How many elements of a kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct KindCount {
    pub accepted: usize,
    pub doubtful: usize,
}

/// An element that a person should look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubtful {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// The middle of its box, whole pixels of the scan.
    pub at_px: [i64; 2],
    /// Why.
    pub why: String,
}

/// How well the ink stands off the paper. See [`crate::InkQuality`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct InkFigures {
    /// Darkness of the ink over one standard deviation of the paper.
    pub contrast: f64,
    /// Darkness of well-inked strokes, 0 (paper) to 1 (black).
    pub darkness: f64,
    /// Share of the page that is ink, 0 to 1.
    pub coverage: f64,
    /// Width of a stroke, pixels of the scan.
    pub stroke_width_px: f64,
}

/// The report; as JSON through serde, in words through `Display`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The file name of the scan.
    pub image: String,
    /// Its width and height, pixels.
    pub size_px: [u32; 2],
    /// Who traced.
    pub traced_by: String,
    /// Whether an edge of the paper was seen; else the picture's frame stands for the page.
    pub page_found: bool,
    /// The ink.
    pub ink: InkFigures,
    /// How far a line may lie from the middle of its ink, pixels.
    pub tolerance_px: f64,
    /// Elements by kind.
    pub elements: BTreeMap<&'static str, KindCount>,
    /// Length of ink by what became of it, pixels.
    pub ink_length_px: BTreeMap<&'static str, f64>,
    /// What to look at, in the order of the drawing.
    pub doubtful: Vec<Doubtful>,
    /// What a person should know.
    pub notes: Vec<Note>,
}

/// The report on a proposal; lengths to a whole pixel, shares to a thousandth.
pub fn report(proposal: &Proposal, proposed: &Proposed) -> Report {
    let rounded = |value: f64| (value * 1000.0).round() / 1000.0;
    let overlay = proposed.overlay();
    let mut elements: BTreeMap<&str, KindCount> = BTreeMap::new();
    let mut doubtful = Vec::new();
    for stroke in &proposed.drawing.strokes {
        let count = elements.entry(stroke.kind.as_str()).or_default();
        match proposed.doubts.get(&stroke.id) {
            None => count.accepted += 1,
            Some(why) => {
                count.doubtful += 1;
                let (id, at_px) = (stroke.id.clone(), middle(stroke.shape.geometry()));
                doubtful.push(Doubtful { id, kind: stroke.kind.as_str(), at_px, why: why.clone() });
            }
        }
    }
    let length = |verdict: Verdict| -> f64 {
        let of_verdict = overlay.ink.iter().filter(|ink| ink.verdict == verdict);
        of_verdict.map(|ink| Euclidean.length(ink.line.geometry())).sum::<f64>().round()
    };
    let note = |note: &crate::TraceNote| {
        Note::new(NoteKind::Doubted, &proposed.image, note.found.as_str(), note.remedy.as_str())
    };
    let ink = proposal.ink;
    Report {
        image: proposed.image.clone(),
        size_px: proposed.size,
        traced_by: proposed.drawing.tracing.by.clone(),
        page_found: proposal.page.found,
        ink: InkFigures {
            contrast: rounded(ink.contrast),
            darkness: rounded(ink.darkness),
            coverage: rounded(ink.coverage),
            stroke_width_px: rounded(ink.stroke_width_px),
        },
        tolerance_px: rounded(proposal.tolerance_px),
        elements,
        ink_length_px: Verdict::ALL.into_iter().map(|verdict| (verdict.as_str(), length(verdict))).collect(),
        doubtful,
        notes: proposal.notes.iter().map(note).collect(),
    }
}

fn middle(form: &Form) -> [i64; 2] {
    let vertices = form.vertices();
    let middle = |values: &dyn Fn(&geo::Coord) -> f64| {
        let all = || vertices.iter().map(values);
        (0.5 * (all().fold(f64::INFINITY, f64::min) + all().fold(f64::NEG_INFINITY, f64::max))).floor() as i64
    };
    [middle(&|at| at.x), middle(&|at| at.y)]
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [width, height] = self.size_px;
        writeln!(f, "{} ({width} x {height} pixels), traced by {}", self.image, self.traced_by)?;
        let ink = &self.ink;
        writeln!(
            f,
            "Ink: {:.1} standard deviations above the paper, {:.1} % of the page, strokes {:.1} pixels wide.",
            ink.contrast,
            100.0 * ink.coverage,
            ink.stroke_width_px
        )?;
        if !self.page_found {
            writeln!(f, "Page: no edge of the paper seen; the picture's frame stands for it.")?;
        }
        let inked: f64 = self.ink_length_px.values().sum();
        for (verdict, length) in self.ink_length_px.iter().filter(|_| inked > 0.0) {
            writeln!(f, "Ink {verdict}: {length:.0} pixels long, {:.0} % of what was seen.", 100.0 * length / inked)?;
        }
        for kind in Kind::ALL {
            if let Some(count) = self.elements.get(kind.as_str()) {
                writeln!(f, "{}: {} accepted, {} doubtful", kind.as_str(), count.accepted, count.doubtful)?;
            }
        }
        for doubt in &self.doubtful {
            let [x, y] = doubt.at_px;
            writeln!(f, "Look at {} around pixel ({x}, {y}): {}", doubt.id, doubt.why)?;
        }
        for note in &self.notes {
            writeln!(f, "Note: {}; {}", note.message, note.remedy)?;
        }
        Ok(())
    }
}
