//! Where a drawing is on the earth: round coordinates of the projected CRS, north, and how long a metre is.

use super::area::{Area, Spot};
use super::ink::{Anchor, Ink, Lettering};
use super::lettering::SMALL;
use super::style::{HAIR, MEDIUM, THIN};
use super::view::View;
use super::words::{GRID_NORTH, TRUE_NORTH, both};
use crate::Facility;
use std::f64::consts::FRAC_PI_2;

/// Grid lines stand no closer than this, millimetres.
const APART_MM: f64 = 40.0;
/// Room for a coordinate, millimetres.
const LABEL_MM: f64 = 20.0;
/// The longest scale bar, millimetres.
const BAR_MM: f64 = 60.0;

/// The largest of 1, 2, 5, 10, … that is at most `value`.
fn round_below(value: f64) -> f64 {
    let decade = 10f64.powf((value.log10() + 1e-9).floor());
    [5.0, 2.0].into_iter().map(|n| n * decade).find(|n| *n <= value + 1e-9).unwrap_or(decade)
}

/// The round coordinates within a drawing, and where they are.
pub struct Grid {
    /// Eastings with x of the scene, metres.
    east: Vec<(f64, f64)>,
    /// Northings with z of the scene.
    north: Vec<(f64, f64)>,
}

impl Grid {
    /// Of what a zone shows.
    pub fn of(facility: &Facility, view: &View, zone: Area) -> Self {
        let apart = {
            let below = round_below(APART_MM / view.mm(1.0));
            if below * view.mm(1.0) >= APART_MM - 1e-9 { below } else { round_below(below * 2.51) }
        };
        let [east, north] = facility.bundle().frame.origin_m;
        let (min, max) = (view.scene(zone.min), view.scene(zone.max));
        let rounds = |from: f64, to: f64| {
            let first = (from / apart).ceil() as i64;
            (first..).map(move |i| i as f64 * apart).take_while(move |v| *v <= to)
        };
        Self {
            east: rounds(east + min[0], east + max[0]).map(|e| (e, e - east)).collect(),
            north: rounds(north - max[1], north - min[1]).map(|n| (n, north - n)).collect(),
        }
    }

    /// Where they meet, scene metres.
    pub fn meetings(&self) -> Vec<[f64; 2]> {
        self.east.iter().flat_map(|(_, x)| self.north.iter().map(move |(_, z)| [*x, *z])).collect()
    }

    /// Ticks and coordinates at the lower and the left edge of the zone.
    pub fn edges(&self, ink: &mut Ink, view: &View, zone: Area) {
        for (easting, x) in &self.east {
            let [x, _] = view.at([*x, 0.0]);
            let y = zone.max[1];
            if x > zone.min[0] + 4.0 && x < zone.max[0] - LABEL_MM {
                ink.line([x, y], [x, y - 4.0], &THIN.unfilled());
                ink.line([x, zone.min[1]], [x, zone.min[1] + 4.0], &THIN.unfilled());
                ink.text([x + 0.8, y - 1.2], Lettering::new(SMALL), &grouped("E", *easting));
            }
        }
        for (northing, z) in &self.north {
            let [_, y] = view.at([0.0, *z]);
            let x = zone.min[0];
            if y > zone.min[1] + LABEL_MM && y < zone.max[1] - 8.0 {
                ink.line([x, y], [x + 4.0, y], &THIN.unfilled());
                ink.line([zone.max[0], y], [zone.max[0] - 4.0, y], &THIN.unfilled());
                let upwards = Lettering { turn: -FRAC_PI_2, ..Lettering::new(SMALL) };
                ink.text([x + 2.8, y - 0.8], upwards, &grouped("N", *northing));
            }
        }
    }
}

/// `E 714 200`.
fn grouped(letter: &str, metres: f64) -> String {
    let digits = format!("{metres:.0}");
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if (digits.len() - i).is_multiple_of(3) && text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push(' ');
        }
        text.push(c);
    }
    format!("{letter} {text}")
}

/// Grid north, which is up, and true north beside it, turned by the convergence.
pub fn north(ink: &mut Ink, [x, y]: Spot, convergence_deg: f64) {
    // Convergence is clockwise from true to grid north: true north lies counter-clockwise of the sheet's up.
    let turn = -convergence_deg.to_radians();
    let tip = [x + 22.0 * turn.sin(), y - 22.0 * turn.cos()];
    ink.line([x, y], [x, y - 17.0], &MEDIUM.unfilled());
    ink.path(&[[x, y - 18.0], [x + 1.4, y - 12.5], [x, y - 13.5], [x - 1.4, y - 12.5]], true, "fill=\"#000000\"");
    ink.line([x, y], tip, &THIN.unfilled());
    ink.circle(tip, 0.9, &format!("fill=\"#ffffff\" {}", THIN.stroke()));
    let east = if convergence_deg < 0.0 { "E" } else { "W" };
    let turned = format!("{} {:.2}° {east}", both(TRUE_NORTH), convergence_deg.abs());
    ink.text([x + 2.5, y - 21.0], Lettering::new(SMALL), &turned);
    ink.text([x + 2.5, y - 14.5], Lettering::new(SMALL), &both(GRID_NORTH));
}

/// A round number of metres in five parts, the first of them halved in black and white.
pub fn bar(ink: &mut Ink, [x, y]: Spot, view: &View) {
    let metres = round_below(BAR_MM / view.mm(1.0));
    let (parts, long) = (5, view.mm(metres));
    let part = long / f64::from(parts);
    for i in 0..parts {
        let left = x + part * f64::from(i);
        let fill = if i % 2 == 0 { "#000000" } else { "#ffffff" };
        let area = Area { min: [left, y], max: [left + part, y + 1.6] };
        ink.area(area, &format!("fill=\"{fill}\" {}", THIN.stroke()));
    }
    ink.open("locus:part=\"scale-bar\"");
    ink.line([x, y], [x + long, y], &HAIR.unfilled());
    ink.close();
    let lettering = |anchor| Lettering { anchor, ..Lettering::new(SMALL) };
    ink.text([x, y - 1.0], lettering(Anchor::Middle), "0");
    ink.text([x + part, y - 1.0], lettering(Anchor::Middle), &trimmed(metres / f64::from(parts)));
    ink.text([x + long, y - 1.0], lettering(Anchor::Middle), &format!("{} m", trimmed(metres)));
}

fn trimmed(value: f64) -> String {
    locus_viewer_core::words::decimals(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_and_bar_are_round() {
        assert_eq!([0.03, 1.0, 4.0, 7.0, 23.0].map(round_below), [0.02, 1.0, 2.0, 5.0, 20.0]);
        assert_eq!(grouped("N", 4_374_500.0), "N 4 374 500");
        assert_eq!(grouped("E", -200.0), "E -200");
    }
}
