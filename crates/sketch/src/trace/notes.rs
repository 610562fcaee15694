//! What a person should know about a tracing.

use super::ink::Ink;
use super::look::Symbol;
use super::page::Page;
use super::proposal::{InkColour, InkStroke, TraceNote, Traced};
use super::vector::{distance, length};

/// Share of a side that it may bow before the sheet counts as curled: two millimetres on the long side of A4.
const FLAT: f64 = 0.007;
/// Share of the ink that makes a colour count as one of the sheet.
const LEAST_OF_COLOUR: f64 = 0.01;

/// The notes, those on the paper first.
pub fn notes(page: &Page, ink: &Ink, features: &[Traced], strokes: &[InkStroke]) -> Vec<TraceNote> {
    [paper(page), quality(ink), colours(strokes), arrows(features)].concat()
}

fn note(found: String, remedy: &str) -> TraceNote {
    TraceNote { found, remedy: remedy.to_owned() }
}

fn paper(page: &Page) -> Vec<TraceNote> {
    let mut notes = Vec::new();
    if !page.found {
        let remedy = "the picture's frame was taken for the page; nothing to do for a scan";
        notes.push(note("no edge of the paper was seen".to_owned(), remedy));
    }
    let share = |i: usize| page.bows_px[i] / distance(page.outline[i], page.outline[(i + 1) % 4]).max(1.0);
    let most = (0..4).max_by(|a, b| share(*a).abs().total_cmp(&share(*b).abs()));
    if let Some(side) = most.filter(|i| share(*i).abs() > FLAT) {
        let (pixels, percent) = (page.bows_px[side].abs(), 100.0 * share(side).abs());
        let found = format!("a sheet that curls: an edge bows by {pixels:.0} pixels, {percent:.1} % of its length");
        notes.push(note(found, "straight lines on it are bent in the picture; flatten the sheet and take it again"));
    }
    notes
}

fn quality(ink: &Ink) -> Vec<TraceNote> {
    let mut notes = Vec::new();
    if ink.quality.contrast < 8.0 {
        let found = format!("faint ink: {:.1} times the unevenness of the paper", ink.quality.contrast);
        notes.push(note(found, "scan again in grey, brighter, at 300 dots per inch"));
    }
    if ink.ruling != [0, 0] {
        let found = format!("ruled paper: {} lines across, {} down", ink.ruling[0], ink.ruling[1]);
        notes.push(note(found, "they were left out; look whether a drawn line went with them"));
    }
    notes
}

fn colours(strokes: &[InkStroke]) -> Vec<TraceNote> {
    let of = |colour: Option<InkColour>| -> f64 {
        let own = strokes.iter().filter(|s| colour.is_none_or(|c| s.colour == c));
        own.map(|s| length(&s.line)).sum()
    };
    let all = of(None);
    let seen: Vec<String> = InkColour::ALL
        .into_iter()
        .map(|c| (c, of(Some(c)) / all))
        .filter(|(_, share)| *share > LEAST_OF_COLOUR)
        .map(|(c, share)| format!("{} ({:.0} %)", c.as_str(), 100.0 * share))
        .collect();
    let remedy = "another pen may be a correction, or another hand; each element names its ink where it is not dark";
    if seen.len() > 1 {
        vec![note(format!("inks of several colours: {}", seen.join(", ")), remedy)]
    } else {
        Vec::new()
    }
}

fn arrows(features: &[Traced]) -> Vec<TraceNote> {
    let remedy = "if it marks north, the sheet is turned by that much: its control points should say the same";
    let arrow = |f: &Traced| match f.look.symbol {
        Some(Symbol::Arrow { direction_deg }) => Some(note(
            format!("an arrow, {}, {direction_deg:.0} degrees clockwise from the top of the scan", f.id),
            remedy,
        )),
        _ => None,
    };
    features.iter().filter_map(arrow).collect()
}
