//! Names and numbers, each where nothing else stands: beside what they name, else farther off on a leader.

use super::area::{Quad, Spot};
use super::drawing::Drawing;
use super::extent::figures;
use super::ink::{Anchor, Lettering};
use super::lettering::{LEADING, PLAIN, SMALL, width};
use super::style::{MEDIUM, THIN};
use super::subject::Subject;
use super::wall;
use locus_publish::BundleElement;
use locus_viewer_core::basis::is_contested;
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;

/// Farthest a label stands from what it names, millimetres.
const REACH_MM: f64 = 40.0;
/// What counts as near.
const NEAR_MM: f64 = 8.0;
/// A leader shorter than this is not drawn.
const LEADER_MM: f64 = 0.9;

/// A line of a label and how large it is written.
type Line = (String, f64);

/// What a label stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// What is there.
    None,
    /// A white field with round ends.
    Marker,
}

impl Drawing<'_> {
    /// Writes names and numbers; returns the ids of what there was no room for.
    pub fn labels(&mut self, numbers: &BTreeMap<&str, String>, see: &BTreeMap<&str, String>) -> BTreeSet<String> {
        let mut left_out = BTreeSet::new();
        let mut elements = self.plan.shown.clone();
        elements.extend(&self.plan.others);
        elements.sort_by_key(|e| (!is_contested(e), rank(e), e.id.as_str()));
        for element in elements {
            let Some(number) = numbers.get(element.id.as_str()).map(|n| marked(element, n)) else { continue };
            let is_area = ["rooms", "buildings", "yards", "objects"].contains(&element.layer.as_str());
            if matches!(self.plan.subject, Subject::Detail(_, building) if building.id == element.id) {
                continue;
            }
            let done = match (self.plan.names(element), is_area) {
                (true, true) => self.name(element, &number, None),
                (true, false) => self.number(element, &number),
                (false, true) if element.layer == "buildings" => {
                    self.name(element, &number, see.get(element.id.as_str()))
                }
                (false, _) => true,
            };
            if !done {
                left_out.insert(element.id.clone());
            }
        }
        left_out
    }

    /// The name of an area or an object, as large as there is room for.
    fn name(&mut self, element: &BundleElement, number: &str, see: Option<&String>) -> bool {
        let [x, _, z] = element.position;
        let at = self.view.at([x, z]);
        let variants = self.variants(element, number, see);
        // What is not shown first shares its place with what is: only a leader tells which is meant.
        let beside = element.layer == "objects" || self.plan.others.iter().any(|other| other.id == element.id);
        let inside: &[f64] = if beside { &[] } else { &[0.0, 2.0, 4.0] };
        for lines in &variants {
            if let Some(spot) = self.free(at, size(lines), inside) {
                if self.plan.outside.contains(element.id.as_str()) {
                    self.ink.area(Quad::around(spot, size(lines), 0.0).bounds(), "fill=\"#ffffff\"");
                }
                self.write(spot, lines);
                return true;
            }
        }
        // Rather small and near than large and far.
        let reaches = [NEAR_MM, 2.0 * NEAR_MM, REACH_MM];
        let is_led =
            reaches.into_iter().any(|reach| variants.iter().any(|lines| self.led(at, lines, reach, Ground::None)));
        is_led || self.led(at, &[(number.to_owned(), SMALL)], 1.5 * REACH_MM, Ground::None)
    }

    /// What may be written, most welcome first; the last is the number alone.
    fn variants(&self, element: &BundleElement, number: &str, see: Option<&String>) -> Vec<Vec<Line>> {
        let text = element.name.as_ref();
        let mut names: Vec<&str> =
            [text.and_then(|t| t.ko()), text.and_then(|t| t.en())].into_iter().flatten().collect();
        names.extend(text.and_then(|t| t.any()).filter(|_| names.is_empty()));
        names.extend(element.key.as_deref().filter(|_| names.len() < 2));
        names.dedup();
        let area = (element.layer == "rooms").then(|| self.corners.area(element)).flatten();
        let area = area.map(|area| figures(&area)).map(|[value, interval]| format!("{value} m² {interval}"));
        let tail: Vec<Line> = see.iter().map(|see| (see.to_string(), SMALL)).collect();
        let stack = |first: f64, second: f64, with_area: bool| {
            let name = |(i, name): (usize, &&str)| (name.to_string(), if i == 0 { first } else { second });
            let mut lines: Vec<Line> = names.iter().enumerate().map(name).collect();
            lines.extend(area.iter().filter(|_| with_area).map(|area| (area.clone(), SMALL)));
            lines.push((number.to_owned(), SMALL));
            lines.extend(tail.iter().cloned());
            lines
        };
        let mut variants = vec![stack(PLAIN, SMALL, true), stack(SMALL, SMALL, true), stack(SMALL, SMALL, false)];
        if element.layer == "rooms" {
            variants.push(vec![(number.to_owned(), SMALL)]);
        }
        variants
    }

    /// The number of a line, beside its longest side.
    fn number(&mut self, element: &BundleElement, number: &str) -> bool {
        let line = element.shape.as_ref().map(|shape| self.view.line(&shape.line)).unwrap_or_default();
        let long = |side: &&[Spot]| (side[1][0] - side[0][0]).hypot(side[1][1] - side[0][1]);
        let wide = size(&[(number.to_owned(), SMALL)])[0];
        let Some(side) = line.windows(2).max_by(|a, b| long(a).total_cmp(&long(b))) else { return true };
        let lines = [(number.to_owned(), SMALL)];
        if element.layer == "walls" && long(&side) < wide {
            return false;
        }
        let [w, h] = size(&lines);
        let [ux, uy] = wall::direction(side[0], side[1]);
        let half = self.view.mm(self.half_m(element)) + 0.5 * (w * uy.abs() + h * ux.abs()) + 0.8;
        let mut candidates = Vec::new();
        for t in [0.5, 0.38, 0.62, 0.26, 0.74, 0.14, 0.86] {
            let on = [0, 1].map(|i| side[0][i] + t * (side[1][i] - side[0][i]));
            candidates.extend([1.0, -1.0].map(|s| [on[0] - s * uy * half, on[1] + s * ux * half]));
        }
        // Nobody misses one wall among many as one misses a door.
        let reach = if element.layer == "walls" && !is_contested(element) { 2.0 * NEAR_MM } else { REACH_MM };
        let free = candidates.into_iter().find(|spot| self.is_free(*spot, [w, h]));
        match free {
            Some(spot) => {
                self.write(spot, &lines);
                true
            }
            None => self.led([0, 1].map(|i| 0.5 * (side[0][i] + side[1][i])), &lines, reach, Ground::None),
        }
    }

    /// Farther off, on a leader; returns whether there was room.
    pub fn led(&mut self, at: Spot, lines: &[Line], reach: f64, ground: Ground) -> bool {
        let size = size(lines);
        let rings: Vec<f64> = (1..).map(|i| 2.0 * f64::from(i)).take_while(|r| *r <= reach).collect();
        let clear = |spot: &Spot| self.written.is_free(&leader(at, *spot, size));
        let Some(spot) = around(at, size, &rings).filter(|spot| self.is_free(*spot, size)).find(clear) else {
            return false;
        };
        let from = leader_start(at, spot, size);
        if wall::length(from, at) > LEADER_MM {
            self.ink.line(from, at, &THIN.unfilled());
            self.ink.circle(at, 0.35, "fill=\"#000000\"");
            self.taken.take(leader(at, spot, size));
        }
        if ground == Ground::Marker {
            let around = Quad::around(spot, size, 0.0).bounds();
            self.ink.rounded(around, &format!("fill=\"#ffffff\" {}", MEDIUM.stroke()));
        }
        self.write(spot, lines);
        true
    }

    /// The first free place on rings around a spot.
    fn free(&self, at: Spot, size: [f64; 2], rings: &[f64]) -> Option<Spot> {
        around(at, size, rings).find(|spot| self.is_free(*spot, size))
    }

    fn is_free(&self, spot: Spot, size: [f64; 2]) -> bool {
        let quad = Quad::around(spot, size, 0.0);
        self.zone.grown(-6.0).holds(quad.bounds()) && self.taken.is_free(&quad) && self.written.is_free(&quad)
    }

    /// Lines of text around a middle.
    fn write(&mut self, middle: Spot, lines: &[Line]) {
        let [w, h] = size(lines);
        self.written.take(Quad::around(middle, [w, h], 0.0));
        let mut y = middle[1] - 0.5 * h;
        for (text, height) in lines {
            y += LEADING * height;
            let lettering = Lettering { anchor: Anchor::Middle, ..Lettering::new(*height) };
            self.ink.text([middle[0], y - 0.4 * height], lettering, text);
        }
    }
}

/// Places for something of this size on rings around a spot; farther to the sides than above and below, as lettering is
/// wider than high.
fn around(at: Spot, size: [f64; 2], rings: &[f64]) -> impl Iterator<Item = Spot> {
    rings.iter().flat_map(move |radius| {
        let (radius, count) = (*radius, if *radius == 0.0 { 1 } else { 16 });
        (0..count).map(move |k| {
            let turn = TAU * f64::from(k) / f64::from(count) - 0.4;
            [at[0] + (radius + 0.5 * size[0]).min(3.0 * radius) * turn.cos(), at[1] + radius * turn.sin()]
        })
    })
}

/// Where a leader meets the edge of its label.
fn leader_start(at: Spot, label: Spot, size: [f64; 2]) -> Spot {
    let way = wall::direction(label, at);
    let [x, y] = [0, 1].map(|i| 0.5 * size[i] / way[i].abs().max(1e-9));
    [0, 1].map(|i| label[i] + way[i] * x.min(y).min(wall::length(label, at)))
}

fn leader(at: Spot, label: Spot, size: [f64; 2]) -> Quad {
    Quad::along([leader_start(at, label, size), at], 0.2)
}

/// Width and height of lines of text, millimetres.
fn size(lines: &[Line]) -> [f64; 2] {
    let widest = lines.iter().map(|(text, height)| width(text, *height)).fold(0.0, f64::max);
    [widest + 0.8, lines.iter().map(|(_, height)| LEADING * height).sum()]
}

/// Who is served first among the undisputed, as among the contested: what is small and cannot give way.
fn rank(element: &BundleElement) -> u8 {
    match element.layer.as_str() {
        "rooms" => 0,
        "buildings" => 1,
        "objects" => 2,
        "openings" => 4,
        "walls" => 3,
        "roads" => 5,
        _ => 6,
    }
}

/// A number, with a sign where accounts disagree.
pub fn marked(element: &BundleElement, number: &str) -> String {
    if is_contested(element) { format!("{number}≠") } else { number.to_owned() }
}
