//! One plan, drawn: areas, walls cut by openings, objects, doubt, and what other accounts say instead.

use super::area::{Area, Quad, Spot, Taken};
use super::extent::Corners;
use super::ink::{Ink, mm};
use super::lettering::escaped;
use super::style::{self, HAIR, THIN};
use super::subject::{Plan, Subject};
use super::view::View;
use super::wall::{self, End};
use locus_model::CHI2_95_2DOF;
use locus_publish::{BundleElement, BundleNode, BundleShape};
use locus_viewer_core::basis::{Basis, is_contested};
use locus_viewer_core::language::Language;
use locus_viewer_core::words;
use std::collections::BTreeMap;

/// Walls are drawn no thinner than this, millimetres: below, no filling could be told from another.
pub const LEAST_WALL_MM: f64 = 0.9;
const CASING: &str = "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"0.4\"";
const ELLIPSE: &str = "fill=\"none\" stroke=\"#808080\" stroke-width=\"0.13\"";

/// An end of one of the walls that meet at a place: which wall, where, and the end.
type Meeting = (usize, [f64; 2], End);

/// A sheet being drawn.
pub struct Drawing<'a> {
    /// What it shows.
    pub plan: &'a Plan<'a>,
    /// Scale and place.
    pub view: View,
    /// Where it is drawn, millimetres.
    pub zone: Area,
    /// The fused nodes.
    pub corners: &'a Corners<'a>,
    /// What has been drawn.
    pub ink: Ink,
    /// Where lines are drawn that nothing may be written on.
    pub taken: Taken,
    /// Where something is written.
    pub written: Taken,
}

impl<'a> Drawing<'a> {
    /// Draws everything but lettering.
    pub fn geometry(&mut self) {
        self.ink.open("clip-path=\"url(#zone)\"");
        for layer in ["yards", "roads", "buildings", "rooms"] {
            for element in self.shown(layer) {
                self.surface(element);
            }
        }
        self.ellipses();
        self.walls();
        for layer in ["openings", "objects"] {
            for element in self.shown(layer) {
                self.thing(element);
            }
        }
        for element in self.plan.others.clone() {
            self.other(element);
        }
        self.ink.close();
    }

    /// What is shown of a layer, in the order of the ids.
    pub fn shown(&self, layer: &str) -> Vec<&'a BundleElement> {
        self.plan.shown.iter().copied().filter(|e| e.layer == layer).collect()
    }

    /// Half of a wall or of what stands in one, metres, as drawn.
    pub fn half_m(&self, element: &BundleElement) -> f64 {
        let true_m = element.shape.as_ref().and_then(|shape| shape.thickness_m).unwrap_or(0.0);
        0.5 * true_m.max(LEAST_WALL_MM / self.view.mm(1.0))
    }

    fn open(&mut self, element: &BundleElement, more: &str) {
        let (basis, id) = (Basis::of(element), escaped(&element.id));
        let names = [Language::En, Language::Ko].map(|language| words::basis_name(basis, language));
        self.ink.open(&format!("locus:id=\"{id}\" locus:status=\"{}\"{more}", escaped(&element.status)));
        self.ink.raw(&format!("<title>{id}: {}</title>", names.join(" · ")));
    }

    fn surface(&mut self, element: &BundleElement) {
        let Some(shape) = &element.shape else { return };
        let basis = Basis::of(element);
        let (pen, weight) = (style::outline(basis), if is_contested(element) { 0.7 } else { 0.0 });
        self.open(element, "");
        if element.layer == "roads" {
            self.road(shape, pen.width);
        } else {
            let rings: Vec<Vec<Spot>> = shape.rings.iter().map(|ring| self.view.line(open_ring(ring))).collect();
            let filled = self.plan.outside.contains(element.id.as_str());
            let fill = if filled { style::ground(basis) } else { "none" };
            let width = if element.layer == "buildings" { pen.width } else { THIN.width };
            let stroke = pen.wide(width.max(weight)).stroke();
            self.ink.paths(&rings, true, &format!("fill=\"{fill}\" fill-rule=\"evenodd\" {stroke}"));
            if element.layer != "rooms" {
                rings.iter().for_each(|ring| self.take_line(ring, true, 0.4));
            }
        }
        self.ink.close();
    }

    /// Its two edges: a broad line under a narrower one.
    fn road(&mut self, shape: &BundleShape, edge: f64) {
        let (line, width) = (self.view.line(&shape.line), self.view.mm(shape.thickness_m.unwrap_or(0.0)));
        let pen = format!("fill=\"none\" stroke=\"#000000\" stroke-width=\"{}\"", mm(width + 2.0 * edge.min(0.18)));
        self.ink.path(&line, false, &pen);
        self.ink.path(&line, false, &format!("fill=\"none\" stroke=\"#ffffff\" stroke-width=\"{}\"", mm(width)));
    }

    /// The doubt about corners; on a site plan, of the worst corner of each building alone.
    fn ellipses(&mut self) {
        let on_site = matches!(self.plan.subject, Subject::Site);
        let mut nodes: BTreeMap<&str, &BundleNode> = BTreeMap::new();
        for element in &self.plan.shown {
            let own = self.corners.nodes(element).into_iter().flatten().filter(|n| n.cov_m2.is_some());
            let radius = |n: &&BundleNode| n.radius95_m.unwrap_or(0.0);
            if on_site && element.layer == "buildings" {
                nodes.extend(own.max_by(|a, b| radius(a).total_cmp(&radius(b))).map(|n| (n.id.as_str(), n)));
            } else if element.layer != "openings" {
                nodes.extend(own.map(|n| (n.id.as_str(), n)));
            }
        }
        self.ink.open("locus:part=\"ellipses\"");
        for (id, node) in nodes {
            let Some(cov) = node.cov_m2 else { continue };
            let ([x, y], ([a, b], turn)) = (self.view.at(node.position), axes95(cov));
            let [x, y, a, b] = [x, y, self.view.mm(a), self.view.mm(b)].map(mm);
            // The angle is counter-clockwise from east; SVG turns clockwise.
            let turn = mm(-turn.to_degrees());
            let id = escaped(id);
            self.ink.raw(&format!(
                "<ellipse locus:node=\"{id}\" cx=\"{x}\" cy=\"{y}\" rx=\"{a}\" ry=\"{b}\" \
                 transform=\"rotate({turn} {x} {y})\" {ELLIPSE}/>"
            ));
        }
        self.ink.close();
    }

    /// Walls and fences, what is better known over what is less: outlines first, then fillings over their inner halves, so
    /// that only the outside of what grows together is outlined.
    fn walls(&mut self) {
        let walls = self.shown("walls");
        let bodies = self.bodies(&walls);
        let pen = |wall: &BundleElement| style::outline(Basis::of(wall)).wide(2.0 * outline_mm(wall)).unfilled();
        for basis in Basis::ALL.into_iter().rev() {
            let of_basis: Vec<usize> = (0..walls.len()).filter(|i| Basis::of(walls[*i]) == basis).collect();
            for &i in &of_basis {
                self.ink.paths(&bodies[i], true, &pen(walls[i]));
            }
            for &i in &of_basis {
                self.open(walls[i], " locus:part=\"body\"");
                // A hatching lets through what it is laid on.
                let fills = ["#ffffff", style::cut(basis)];
                let fills = if basis == Basis::Testified { &fills[..] } else { &fills[1..] };
                for fill in fills {
                    self.ink.paths(&bodies[i], true, &format!("fill=\"{fill}\""));
                }
                self.ink.close();
            }
        }
        for wall in walls {
            let line = wall.shape.as_ref().map(|shape| self.view.line(&shape.line)).unwrap_or_default();
            let half = self.view.mm(self.half_m(wall)) + 0.5 * outline_mm(wall);
            self.take_line(&line, false, half);
        }
    }

    /// Bands and corners of each wall on paper. A corner of two belongs to the one that is less well known.
    fn bodies(&self, walls: &[&BundleElement]) -> Vec<Vec<Vec<Spot>>> {
        let mut bodies: Vec<Vec<[[f64; 2]; 4]>> = Vec::new();
        let mut ends: BTreeMap<[i64; 2], Vec<Meeting>> = BTreeMap::new();
        for (i, wall) in walls.iter().enumerate() {
            let Some(shape) = &wall.shape else { continue };
            let gaps: Vec<[[f64; 2]; 2]> = shape.gaps.iter().map(|gap| gap.line).collect();
            // The middle of the outline lies on the faces of the wall.
            let half_m = self.half_m(wall) - 0.5 * outline_mm(wall) / self.view.mm(1.0);
            bodies.push(wall::bands(&shape.line, half_m, &gaps));
            for side in shape.line.windows(2) {
                for (at, to) in [(side[0], side[1]), (side[1], side[0])] {
                    let end = End { way: wall::direction(at, to), half_m };
                    ends.entry(at.map(|v| (v * 1000.0).round() as i64)).or_default().push((i, at, end));
                }
            }
        }
        for here in ends.values() {
            for (k, (i, at, a)) in here.iter().enumerate() {
                for (j, _, b) in &here[k + 1..] {
                    let weaker = if Basis::of(walls[*i]) >= Basis::of(walls[*j]) { *i } else { *j };
                    bodies[weaker].extend(wall::corner(*at, *a, *b));
                }
            }
        }
        bodies.into_iter().map(|body| body.iter().map(|piece| self.view.line(piece)).collect()).collect()
    }

    /// An opening or an object.
    fn thing(&mut self, element: &BundleElement) {
        let Some(shape) = &element.shape else { return };
        let pen = style::outline(Basis::of(element));
        self.open(element, "");
        if let [a, b] = self.view.line(&shape.line)[..] {
            self.opening(element, [a, b]);
        }
        let view = self.view;
        for ring in shape.rings.iter().map(|ring| view.line(open_ring(ring))) {
            self.ink.path(&ring, true, &format!("fill=\"#ffffff\" {}", pen.stroke()));
            if let ([a, b, c, d], "tower") = (&ring[..], element.kind.as_str()) {
                self.ink.paths(&[[*a, *c], [*b, *d]], false, &THIN.unfilled());
            }
            self.take_line(&ring, true, 0.5);
        }
        self.ink.close();
    }

    /// A door or gate: the leaf shut, because nobody knows which way it opens. A window: both faces and the pane.
    fn opening(&mut self, element: &BundleElement, [a, b]: [Spot; 2]) {
        let half = self.view.mm(self.half_m(element));
        let [ux, uy] = wall::direction(a, b);
        let beside = |by: f64| [a, b].map(|[x, y]| [x - uy * by, y + ux * by]);
        let pen = style::outline(Basis::of(element));
        let lines =
            if element.kind == "window" { vec![beside(-half), beside(0.0), beside(half)] } else { vec![[a, b]] };
        self.ink.paths(&lines, false, &pen.wide(if element.kind == "window" { 0.18 } else { 0.35 }).unfilled());
        for end in [a, b] {
            let across = [-half, half].map(|by| [end[0] - uy * by, end[1] + ux * by]);
            self.ink.paths(&[across], false, &style::MEDIUM.unfilled());
        }
        self.taken.take(Quad::along([a, b], half));
    }

    /// What another account says instead.
    fn other(&mut self, element: &BundleElement) {
        let Some(shape) = &element.shape else { return };
        let alternative = element.hypothesis.as_deref().map(escaped).unwrap_or_default();
        self.open(element, &format!(" locus:alternative=\"{alternative}\""));
        let rings: Vec<Vec<Spot>> = shape.rings.iter().map(|ring| self.view.line(open_ring(ring))).collect();
        let line = self.view.line(&shape.line);
        // On white, because most of it lies on walls that are shown.
        for pen in [CASING.to_owned(), style::ALTERNATIVE.unfilled()] {
            self.ink.paths(&rings, true, &pen);
            self.ink.path(&line, false, &pen);
        }
        self.take_line(&line, false, 0.3);
        self.ink.close();
    }

    fn take_line(&mut self, line: &[Spot], closed: bool, half: f64) {
        line.windows(2).for_each(|side| self.taken.take(Quad::along([side[0], side[1]], half)));
        if let ([first, ..], [.., last], true) = (line, line, closed) {
            self.taken.take(Quad::along([*last, *first], half));
        }
    }

    /// Crosses where round coordinates meet, as far as nothing else is drawn there.
    pub fn crosses(&mut self, places: &[[f64; 2]]) {
        for [x, y] in places.iter().map(|p| self.view.at(*p)) {
            let around = Quad::around([x, y], [3.0, 3.0], 0.0);
            let is_free = self.taken.is_free(&around) && self.written.is_free(&around);
            if is_free && self.zone.grown(-3.0).holds(around.bounds()) {
                let cross = [[[x - 1.5, y], [x + 1.5, y]], [[x, y - 1.5], [x, y + 1.5]]];
                self.ink.paths(&cross, false, &HAIR.unfilled());
                self.taken.take(around);
            }
        }
    }
}

/// Width of the outline of a wall, millimetres.
fn outline_mm(wall: &BundleElement) -> f64 {
    if is_contested(wall) { 0.7 } else { style::outline(Basis::of(wall)).width }
}

/// A ring without its repeated first vertex.
pub fn open_ring(ring: &[[f64; 2]]) -> &[[f64; 2]] {
    match ring {
        [first, .., last] if first == last => &ring[..ring.len() - 1],
        _ => ring,
    }
}

/// Half axes (metres, the longer first) of the ellipse that holds 95 % of a Gaussian, and the direction of the longer one,
/// radians counter-clockwise from east.
pub fn axes95([ee, en, nn]: [f64; 3]) -> ([f64; 2], f64) {
    let (middle, spread) = (0.5 * (ee + nn), (0.5 * (ee - nn)).hypot(en));
    let axis = |variance: f64| (CHI2_95_2DOF * variance.max(0.0)).sqrt();
    ([axis(middle + spread), axis(middle - spread)], 0.5 * (2.0 * en).atan2(ee - nn))
}
