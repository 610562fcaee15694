//! Dimensions along the outside of a building: a chain where inner walls meet it, and the whole, each with its interval.
//!
//! Dimension lines end in oblique strokes; figures stand above them, to be read from below or from the right (ISO
//! 129-1:2018, 5.4 and 5.6.2).

use super::area::{Quad, Spot};
use super::drawing::Drawing;
use super::extent::{figures, point};
use super::ink::Lettering;
use super::lettering::{SMALL, width};
use super::style::{MEDIUM, THIN};
use super::wall;
use locus_publish::{BundleElement, BundleNode};
use locus_viewer_core::measure::distance;
use std::collections::BTreeMap;
use std::f64::consts::PI;

/// From the wall to the first dimension line, and from one to the next, millimetres.
const APART_MM: f64 = 8.0;
/// Outlines of more sides than this are not dimensioned: the figures would not be read.
const SIDES: usize = 12;
/// A corner this near to a side lies on it, metres.
const ON_SIDE_M: f64 = 0.3;

/// Room around a building for its dimensions, millimetres.
pub const MARGIN_MM: f64 = 2.0 * APART_MM + 5.0;

/// Figures that would run down more steeply than this (radians, 75 degrees) run up: they are read from the right.
const STEEPEST: f64 = PI * 75.0 / 180.0;

/// A corner along a side.
type Stop<'a> = (f64, [f64; 2], Option<&'a BundleNode>);

impl<'a> Drawing<'a> {
    /// Dimensions a building.
    pub fn dimension(&mut self, building: &BundleElement) {
        let Some(ring) = building.shape.as_ref().and_then(|shape| shape.rings.first()) else { return };
        let ring = super::drawing::open_ring(ring);
        let nodes = self.corners.nodes(building);
        let doubled: f64 = (0..ring.len())
            .map(|i| (ring[i], ring[(i + 1) % ring.len()]))
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        if ring.len() > SIDES {
            return;
        }
        for i in 0..ring.len() {
            let j = (i + 1) % ring.len();
            let (a, b) = ((ring[i], nodes.get(i).copied().flatten()), (ring[j], nodes.get(j).copied().flatten()));
            // Always with the inside on the same hand, whichever way the ring goes round.
            let (a, b) = if doubled > 0.0 { (b, a) } else { (a, b) };
            self.side([a.0, b.0], [a.1, b.1]);
        }
    }

    /// One side: the whole, and within it the chain.
    fn side(&mut self, [a, b]: [[f64; 2]; 2], [at_a, at_b]: [Option<&BundleNode>; 2]) {
        let long = wall::length(a, b);
        let mut stops = self.stops([a, b]);
        stops.retain(|(t, _, _)| *t > ON_SIDE_M && *t < long - ON_SIDE_M);
        let is_chain = !stops.is_empty();
        let ends = [(0.0, a, at_a), (long, b, at_b)];
        stops.insert(0, ends[0]);
        stops.push(ends[1]);
        let [ux, uz] = wall::direction(a, b);
        let outwards = [-uz, ux];
        if is_chain && self.chain(&stops, outwards, APART_MM) {
            self.chain(&ends, outwards, 2.0 * APART_MM);
        } else {
            self.chain(&ends, outwards, APART_MM);
        }
    }

    /// The corners of shown walls that lie on a side, by their distance from its start.
    fn stops(&self, [a, b]: [[f64; 2]; 2]) -> Vec<Stop<'a>> {
        let [ux, uz] = wall::direction(a, b);
        let mut stops: BTreeMap<&str, Stop> = BTreeMap::new();
        for wall in self.shown("walls") {
            for node in self.corners.nodes(wall).into_iter().flatten() {
                let [x, z] = [node.position[0] - a[0], node.position[1] - a[1]];
                if (x * uz - z * ux).abs() < ON_SIDE_M {
                    stops.insert(&node.id, (x * ux + z * uz, node.position, Some(node)));
                }
            }
        }
        let mut stops: Vec<Stop> = stops.into_values().collect();
        stops.sort_by(|p, q| p.0.total_cmp(&q.0));
        stops
    }

    /// Dimensions from stop to stop; draws nothing where a figure has no room.
    fn chain(&mut self, stops: &[Stop], outwards: [f64; 2], off: f64) -> bool {
        let away = |at: Spot, by: f64| [at[0] + outwards[0] * by, at[1] + outwards[1] * by];
        let spots: Vec<Spot> = stops.iter().map(|(_, at, _)| away(self.view.at(*at), off)).collect();
        let mut figures_at = Vec::new();
        for (pair, ends) in stops.windows(2).zip(spots.windows(2)) {
            let told = figures(&distance(&point(pair[0].1, pair[0].2), &point(pair[1].1, pair[1].2)));
            match self.figures(told, [ends[0], ends[1]]) {
                Some(lines) => figures_at.extend(lines),
                None => return false,
            }
        }
        for (spot, lettering, text) in figures_at {
            self.written.take(lettering.quad(spot, &text));
            self.ink.text_at(spot, lettering, &text);
        }
        self.ink.path(&spots, false, &THIN.unfilled());
        for (spot, (_, at, _)) in spots.iter().zip(stops) {
            let foot = self.view.at(*at);
            self.ink.line(away(foot, 2.5), away(*spot, 1.5), &THIN.unfilled());
            let [ux, uy] = wall::direction(spots[0], spots[spots.len() - 1]);
            let (x, y) = ((ux - uy) * 1.0, (uy + ux) * 1.0);
            self.ink.line([spot[0] - x, spot[1] - y], [spot[0] + x, spot[1] + y], &MEDIUM.unfilled());
        }
        self.taken.take(Quad::along([spots[0], spots[spots.len() - 1]], 0.5));
        true
    }

    /// Where value and interval of one dimension stand: above the line, the interval below it where both are too long.
    fn figures(&self, [value, interval]: [String; 2], [a, b]: [Spot; 2]) -> Option<Vec<(Spot, Lettering, String)>> {
        let (long, mut turn) = (wall::length(a, b), (b[1] - a[1]).atan2(b[0] - a[0]));
        while turn > STEEPEST {
            turn -= PI;
        }
        while turn <= STEEPEST - PI {
            turn += PI;
        }
        let lettering = Lettering { turn, ..Lettering::centred(SMALL) };
        let middle = [0, 1].map(|i| 0.5 * (a[i] + b[i]));
        let above = |by: f64| [middle[0] + by * turn.sin(), middle[1] - by * turn.cos()];
        let whole = format!("{value} {interval}");
        let lines = match width(&whole, SMALL) + 1.5 <= long {
            true => vec![(above(1.8), lettering, whole)],
            false => vec![(above(1.8), lettering, value), (above(-1.8), lettering, interval)],
        };
        let fits = |(spot, lettering, text): &(Spot, Lettering, String)| {
            let quad = lettering.quad(*spot, text);
            width(text, SMALL) + 0.5 <= long
                && self.zone.holds(quad.bounds())
                && self.taken.is_free(&quad)
                && self.written.is_free(&quad)
        };
        lines.iter().all(fits).then_some(lines)
    }
}
