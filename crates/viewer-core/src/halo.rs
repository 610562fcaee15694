//! How far off things may be, drawn on the floor: soft bands along what stands there, ellipses at its corners.

mod band;

use crate::filter::{Filter, Only};
use locus_model::{CHI2_95_2DOF, Covariance};
use locus_publish::{Bundle, BundleElement, BundleNode};
use std::collections::{BTreeMap, BTreeSet};

/// Bands and ellipses lie this far above their floor, metres, so that they are not lost in it.
pub const LIFT_M: f64 = 0.03;
/// Corners of an ellipse; the first returns as the last.
pub const ELLIPSE_POINTS: usize = 48;

/// The soft edge of one element: on either side of its line as wide as its 95 % radius.
#[derive(Clone, Debug, PartialEq)]
pub struct Halo {
    /// Index into the bundle's elements.
    pub element: usize,
    /// Corners, three a triangle, seen from above counter-clockwise: scene metres, and the share of the Gaussian that lies
    /// farther out, from 1 on the line to 0.05 at the radius. Bands of neighbours overlap: draw the larger share, not
    /// the sum.
    pub triangles: Vec<([f64; 3], f32)>,
}

/// The 95 % ellipse of one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Index into the bundle's nodes.
    pub node: usize,
    /// [`ELLIPSE_POINTS`] and the first again, scene metres.
    pub points: Vec<[f64; 3]>,
}

/// A vertex and its 95 % radius, metres, in scene metres `[x, z]`.
type Vertex = ([f64; 2], f64);

/// The soft edges of the visible walls, fences, roads, objects, and of the outlines of areas where no visible wall stands
/// on them. What has no published radius has none.
pub fn halos(bundle: &Bundle, visible: &[bool]) -> Vec<Halo> {
    let nodes = Nodes::of(bundle);
    let walled = walled(bundle, visible);
    let shown = bundle.elements.iter().enumerate().filter(|(i, _)| visible.get(*i) == Some(&true));
    let halo = |(element, e): (usize, &BundleElement)| {
        let y = e.position[1] + LIFT_M;
        let flat = flat_band(e, &nodes, &walled);
        let triangles = flat.into_iter().map(|([x, z], share)| ([x, y, z], share)).collect::<Vec<_>>();
        (!triangles.is_empty()).then_some(Halo { element, triangles })
    };
    shown.filter_map(halo).collect()
}

/// The 95 % ellipses (chi-square, two degrees of freedom) of the nodes of what is visible; where everything is shown,
/// also of nodes that no element uses, on the level shown. A node without covariance gets its circle.
pub fn ellipses(bundle: &Bundle, filter: &Filter, visible: &[bool]) -> Vec<Ring> {
    let told = filter.told(bundle);
    let used = |shown_only: bool| -> BTreeSet<&str> {
        let elements = bundle.elements.iter().enumerate();
        let counted = elements.filter(|(i, _)| !shown_only || visible.get(*i) == Some(&true));
        counted.filter_map(|(_, e)| e.shape.as_ref()).flat_map(|s| s.nodes.iter().map(String::as_str)).collect()
    };
    let (shown, all) = (used(true), used(false));
    let is_loose = |node: &BundleNode| {
        let on_level = filter.level.is_none() || node.level.is_none() || node.level == filter.level;
        !all.contains(node.name.as_str()) && filter.only == Only::All && on_level
    };
    let is_told = |node: &BundleNode| node.hypothesis.as_deref().is_none_or(|name| told.contains(name));
    let nodes = bundle.nodes.iter().enumerate();
    nodes
        .filter(|(_, node)| is_told(node) && (shown.contains(node.name.as_str()) || is_loose(node)))
        .filter_map(|(index, node)| Some(Ring { node: index, points: ring(node, floor(bundle, node))? }))
        .collect()
}

fn floor(bundle: &Bundle, node: &BundleNode) -> f64 {
    let level = bundle.levels.iter().find(|level| Some(&level.id) == node.level.as_ref());
    level.map_or(0.0, |level| level.elevation_m) + LIFT_M
}

fn ring(node: &BundleNode, y: f64) -> Option<Vec<[f64; 3]>> {
    let covariance = match (node.cov_m2, node.radius95_m) {
        (Some([ee, en, nn]), _) => Covariance { ee, en, nn },
        (None, Some(radius)) => {
            Covariance { ee: radius * radius, en: 0.0, nn: radius * radius }.scaled(1.0 / CHI2_95_2DOF)
        }
        (None, None) => return None,
    };
    let ellipse = covariance.ellipse95();
    let (sin, cos) = ellipse.angle_rad.sin_cos();
    let corner = |i: usize| {
        let (s, c) = (std::f64::consts::TAU * (i % ELLIPSE_POINTS) as f64 / ELLIPSE_POINTS as f64).sin_cos();
        let (along, across) = (ellipse.semi_major_m * c, ellipse.semi_minor_m * s);
        let (east, north) = (along * cos - across * sin, along * sin + across * cos);
        [node.position[0] + east, y, node.position[1] - north]
    };
    Some((0..=ELLIPSE_POINTS).map(corner).collect())
}

/// The nodes by name: the same name may return once per alternative.
struct Nodes<'a>(BTreeMap<&'a str, Vec<&'a BundleNode>>);

impl<'a> Nodes<'a> {
    fn of(bundle: &'a Bundle) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&BundleNode>> = BTreeMap::new();
        for node in &bundle.nodes {
            by_name.entry(&node.name).or_default().push(node);
        }
        Self(by_name)
    }

    /// The radius of a vertex of an element: of its node in the element's own alternative, else of the undisputed node,
    /// else of the element at its worst.
    fn radius(&self, element: &BundleElement, name: Option<&String>) -> Option<f64> {
        let named = name.and_then(|name| self.0.get(name.as_str())).map_or(&[][..], Vec::as_slice);
        let own = named.iter().find(|node| node.hypothesis == element.hypothesis);
        let undisputed = || named.iter().find(|node| node.hypothesis.is_none());
        own.or_else(undisputed).and_then(|node| node.radius95_m).or(element.radius95_m)
    }
}

/// The edges, by level and the names of their nodes, on which a visible wall or fence stands.
fn walled<'a>(bundle: &'a Bundle, visible: &[bool]) -> BTreeSet<[&'a str; 3]> {
    let walls =
        bundle.elements.iter().enumerate().filter(|(i, e)| visible.get(*i) == Some(&true) && e.layer == "walls");
    let edges = |(_, e): (usize, &'a BundleElement)| {
        let nodes = e.shape.as_ref().map_or(&[][..], |shape| &shape.nodes);
        nodes.windows(2).filter_map(|pair| edge(&e.level, pair)).collect::<Vec<_>>()
    };
    walls.flat_map(edges).collect()
}

fn edge<'a>(level: &'a str, pair: &'a [String]) -> Option<[&'a str; 3]> {
    let [a, b] = pair else { return None };
    let named = !a.is_empty() && !b.is_empty();
    named.then(|| [level, a.min(b).as_str(), a.max(b).as_str()])
}

fn flat_band(element: &BundleElement, nodes: &Nodes, walled: &BTreeSet<[&str; 3]>) -> Vec<([f64; 2], f32)> {
    let Some(shape) = element.shape.as_ref().filter(|_| element.layer != "openings") else { return Vec::new() };
    let vertices = |points: &[[f64; 2]], names: &[String]| -> Option<Vec<Vertex>> {
        points.iter().enumerate().map(|(i, p)| Some((*p, nodes.radius(element, names.get(i))?))).collect()
    };
    let mut band = Vec::new();
    if let Some(point) = shape.point {
        let spot = vertices(&[point], &shape.nodes).unwrap_or_default();
        spot.iter().for_each(|vertex| band::disc(&mut band, *vertex));
    } else if !shape.line.is_empty() {
        band::along(&mut band, &vertices(&shape.line, &shape.nodes).unwrap_or_default());
    } else {
        for (index, ring) in shape.rings.iter().enumerate() {
            let names = if index == 0 { shape.nodes.as_slice() } else { &[] };
            let free = |i: usize| {
                let pair = names.get(i..i + 2).unwrap_or_default();
                edge(&element.level, pair).is_none_or(|edge| !walled.contains(&edge))
            };
            let outline = vertices(ring, names).unwrap_or_default();
            runs(&outline, free).iter().for_each(|run| band::along(&mut band, run));
        }
    }
    band
}

/// The parts of a line whose edges are free, in order.
fn runs(line: &[Vertex], free: impl Fn(usize) -> bool) -> Vec<Vec<Vertex>> {
    let mut runs: Vec<Vec<Vertex>> = Vec::new();
    let mut joined = false;
    for (i, pair) in line.windows(2).enumerate() {
        match runs.last_mut() {
            _ if !free(i) => joined = false,
            Some(run) if joined => run.push(pair[1]),
            _ => {
                runs.push(pair.to_vec());
                joined = true;
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests;
