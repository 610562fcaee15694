//! What speaks for a proposal, in words.

use super::chart::{Chart, Place, length};
use super::evidence;
use super::pool::{Candidate, Known, Shown};

/// Reasons for the best meaning of place `i`, from the chart that speaks most for it, and who agrees.
pub fn reasons(chart: &Chart, i: usize, best: &Candidate, others: &[&Known]) -> Vec<String> {
    let speaking: Vec<&Shown> = best.shown.iter().filter(|s| s.weight > 0.0).collect();
    let Some(first) = speaking.iter().max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.chart.cmp(&a.chart))) else {
        return Vec::new();
    };
    let (place, there) = (&chart.places[i], &others[first.chart].chart.places[first.place]);
    let mut reasons = vec![format!("compared with {}", there.source)];
    reasons.extend(name(place, there));
    reasons.extend(position(place, there, first));
    reasons.extend(neighbours(chart, i, &others[first.chart].chart, first));
    if speaking.len() > 1 {
        reasons.push(format!("{} sheets and images speak for it", speaking.len()));
    }
    let against = best.shown.iter().filter(|s| s.weight < 0.0).count();
    if against > 0 {
        reasons.push(format!("{against} speak against it"));
    }
    reasons
}

fn name(place: &Place, there: &Place) -> Option<String> {
    let weight = evidence::name(place, there);
    let quoted =
        |p: &Place| p.names.first().cloned().unwrap_or_else(|| p.key.iter().map(ToString::to_string).collect());
    match weight {
        w if w > 0.0 => Some(format!("the names fit: \"{}\" and \"{}\"", quoted(place), quoted(there))),
        w if w < 0.0 => Some(format!("the names do not fit: \"{}\" and \"{}\"", quoted(place), quoted(there))),
        _ => None,
    }
}

fn position(place: &Place, there: &Place, shown: &Shown) -> Vec<String> {
    let Some(map) = shown.reading.map else { return Vec::new() };
    let off = 100.0 * length(there.at - map.apply(place.at));
    let turned = match (map.is_mirror(), map.quarters()) {
        (false, 0) => String::new(),
        (mirror, quarters) => {
            let turn =
                ["", "turned a quarter to the left", "turned by half", "turned a quarter to the right"][quarters];
            let words: Vec<&str> =
                [if mirror { "mirrored" } else { "" }, turn].into_iter().filter(|w| !w.is_empty()).collect();
            format!(", with the sheet {}", words.join(" and "))
        }
    };
    let mut reasons = vec![format!("its place is {off:.0} % of the extent off{turned}")];
    let ratio = place.size() * map.scale() / there.size();
    if ratio.is_finite() && ratio > 0.0 {
        reasons.push(format!("it is drawn {ratio:.2} times as large"));
    }
    reasons
}

fn neighbours(chart: &Chart, i: usize, other: &Chart, shown: &Shown) -> Option<String> {
    let to = &shown.reading.to;
    let drawn: Vec<usize> =
        (0..to.len()).filter(|k| *k != i && chart.touches(i, *k)).filter(|k| to[*k].is_some()).collect();
    let kept = drawn.iter().filter(|k| to[**k].is_some_and(|l| other.touches(shown.place, l))).count();
    (!drawn.is_empty()).then(|| format!("{kept} of {} rooms that share a wall with it do so there", drawn.len()))
}
