//! Cross-sections of a line: what ink lies across it, place by place.

use super::grid::Grid;
use super::vector::{Px, direction, distance};

/// The ink across a line at one place.
pub struct Section {
    /// How far along the line, pixels.
    pub along: f64,
    /// From where to where there is ink, as offsets to the right of the line (y down), pixels, from the left.
    pub runs: Vec<[f64; 2]>,
}

impl Section {
    /// Whether there is ink from `low` to `high` to the right.
    pub fn inked(&self, low: f64, high: f64) -> bool {
        self.runs.iter().any(|r| r[0] < high && r[1] > low)
    }
}

/// Middle of a run.
pub fn middle(run: &[f64; 2]) -> f64 {
    (run[0] + run[1]) / 2.0
}

/// Sections every `step` pixels along a polyline, `reach` to either side.
pub fn sections(line: &[Px], ink: &Grid<u8>, step: f64, reach: f64) -> Vec<Section> {
    let mut found = Vec::new();
    let (mut before, mut next) = (0.0, step / 2.0);
    for pair in line.windows(2) {
        let (way, length) = (direction(pair[0], pair[1]), distance(pair[0], pair[1]));
        while next < before + length {
            let at = [0, 1].map(|k| pair[0][k] + (next - before) * way[k]);
            found.push(Section { along: next, runs: runs(at, [-way[1], way[0]], ink, reach) });
            next += step;
        }
        before += length;
    }
    found
}

/// Runs of ink along a normal, sampled every half pixel.
fn runs(at: Px, right: Px, ink: &Grid<u8>, reach: f64) -> Vec<[f64; 2]> {
    let mut found: Vec<[f64; 2]> = Vec::new();
    let mut open = false;
    for i in 0..=(4.0 * reach) as usize {
        let off = i as f64 / 2.0 - reach;
        let [x, y] = [0, 1].map(|k| (at[k] + off * right[k]).floor() as isize);
        let inked = ink.at(x, y, 0) != 0;
        match found.last_mut() {
            Some(run) if inked && open => run[1] = off + 0.5,
            _ if inked => found.push([off, off + 0.5]),
            _ => {}
        }
        open = inked;
    }
    found
}

/// The middle one of some values; `None` of none.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
