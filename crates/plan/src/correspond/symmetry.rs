//! Why a place cannot be told from another, named for a person.

use super::chart::Chart;
use super::pool::{Candidate, Known};
use super::reading::Reading;
use locus_model::Source;

/// What makes the two best meanings of place `i` so alike.
pub fn named(chart: &Chart, i: usize, best: &Candidate, second: Option<&Candidate>, others: &[&Known]) -> String {
    let Some(second) = second.filter(|s| s.identity.is_some() && best.identity.is_some()) else {
        return "too little speaks for it: it may as well be a place that nobody else shows".to_owned();
    };
    let together = best.shown.iter().filter_map(|a| Some((a, second.shown.iter().find(|b| b.chart == a.chart)?)));
    let closest = together.min_by(|(a, b), (c, d)| (a.weight - b.weight).abs().total_cmp(&(c.weight - d.weight).abs()));
    match closest {
        Some((a, b)) => {
            let on = others[a.chart].chart.sheet.as_ref().map_or("the imagery".to_owned(), ToString::to_string);
            between(chart, i, &a.reading, &b.reading, &on)
        }
        None => "the sheets that show the one do not show the other: nothing compares them".to_owned(),
    }
}

fn between(chart: &Chart, i: usize, a: &Reading, b: &Reading, on: &str) -> String {
    if let (Some(m), Some(n)) = (a.map, b.map) {
        if m.is_mirror() != n.is_mirror() {
            return format!(
                "the sheet fits {on} mirrored about as well as not: what distinguishes left from right is missing"
            );
        }
        match (m.quarters() + 4 - n.quarters()) % 4 {
            0 => {}
            2 => return format!("the sheet fits {on} turned by half a turn about as well as not"),
            _ => return format!("the sheet fits {on} turned by a quarter turn about as well as not"),
        }
    }
    let moved: Vec<usize> = (0..a.to.len()).filter(|k| a.to[*k] != b.to[*k]).collect();
    let others: Vec<&str> = moved.iter().filter(|k| **k != i).map(|k| element(&chart.places[*k].source)).collect();
    let exchanged = moved.iter().find(|k| **k != i && a.to[**k] == b.to[i] && b.to[**k] == a.to[i]);
    match (exchanged, others.len()) {
        (Some(k), 1) => {
            format!("it and {} can change places: nothing on {on} tells them apart", element(&chart.places[*k].source))
        }
        (_, 0) => format!("{on} shows two places that it can be, and nothing else takes the other"),
        _ => format!(
            "it can be one further in its row together with {}: {on} shows another number of them",
            others.join(", ")
        ),
    }
}

/// The id of the element, as the trace has it.
pub fn element(source: &Source) -> &str {
    match source {
        Source::Stroke { stroke, .. } => stroke,
        _ => "",
    }
}
