//! From regions to things with names: walls, rooms, buildings, openings, towers.

use super::arrangement::{Arrangement, Origin};
use super::linework::Linework;
use super::look::Look;
use super::opening::Leaf;
use super::proposal::{Shape, Traced};
use super::region::{OUTSIDE, Regions};
use super::vector::{Px, direction, distance, dot, doubled_area, length, simplify};
use locus_model::{Kind, Verdict};

/// What a region turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Holds buildings.
    Enclosure,
    /// Shares walls with another room.
    Room,
    /// Stands alone.
    Building,
    /// A small sign.
    Sign,
}

/// A small closed outline that was filled.
pub struct Outline {
    /// Its edge, in steps of a pixel.
    pub ring: Vec<Px>,
    /// Its strokes.
    pub ink: Vec<usize>,
}

/// A region with its ring, or a filled outline.
struct Area {
    /// The region; `None` for an outline.
    region: Option<usize>,
    component: Option<usize>,
    ring: Vec<Px>,
    size: f64,
    role: Role,
    confidence: f64,
    ink: Vec<usize>,
}

/// Reads the drawing, in working pixels.
pub fn read(graph: &Arrangement, regions: &Regions, work: &Linework, outlines: &[Outline], unit: f64) -> Vec<Traced> {
    let areas = areas(graph, regions, outlines, unit);
    let mut out = Vec::new();
    for area in &areas {
        let kind = match area.role {
            Role::Room => Kind::Room,
            Role::Building => Kind::Building,
            Role::Sign => sign_kind(area, &areas, unit),
            Role::Enclosure if buildings_in(area, &areas) > 1 => Kind::Yard,
            Role::Enclosure => continue,
        };
        let state = if area.confidence > 0.6 { Verdict::Accepted } else { Verdict::Doubtful };
        let shape = Shape::Ring(area.ring.clone());
        let (confidence, ink) = (area.confidence, area.ink.clone());
        out.push(Traced { id: String::new(), kind, shape, confidence, state, ink, look: Look::default() });
    }
    walls(graph, regions, &areas, work, unit, &mut out);
    doors(graph, regions, &areas, work, &mut out);
    number(&mut out);
    out
}

/// Everything enclosed, without a role.
fn enclosed(graph: &Arrangement, regions: &Regions, outlines: &[Outline], unit: f64) -> Vec<Area> {
    let component = components(graph);
    let rooms = regions.enclosed().into_iter().filter_map(|region| {
        let half_edges = regions.ring(graph, region);
        let full: Vec<Px> = half_edges.iter().map(|h| graph.vertices[graph.from(*h)]).collect();
        let component = Some(component[graph.from(*half_edges.first()?)]);
        let (confidence, ink) = support(graph, half_edges.iter().map(|h| h / 2));
        let ring = corners(&full, 2.5 * unit);
        Some(Area {
            region: Some(region),
            component,
            ring,
            size: doubled_area(&full) / 2.0,
            role: Role::Room,
            confidence,
            ink,
        })
    });
    let small = outlines.iter().map(|o| {
        let ring = corners(&o.ring, 2.2 * unit);
        let size = doubled_area(&ring) / 2.0;
        Area { region: None, component: None, ring, size, role: Role::Building, confidence: 0.9, ink: o.ink.clone() }
    });
    rooms.chain(small).filter(|a| a.ring.len() > 2).collect()
}

fn areas(graph: &Arrangement, regions: &Regions, outlines: &[Outline], unit: f64) -> Vec<Area> {
    let mut areas = enclosed(graph, regions, outlines, unit);
    let square = unit * unit;
    let holds = |i: usize| {
        let inner = areas.iter().filter(|b| {
            (b.component != areas[i].component || b.region.is_none())
                && b.size > 420.0 * square
                && b.size < 0.5 * areas[i].size
        });
        let held: Vec<f64> = inner.filter(|b| contains(&areas[i].ring, b.ring[0])).map(|b| b.size).collect();
        // A desk in a room makes no enclosure of it; several things, or one of size, do.
        held.iter().any(|size| *size > 1500.0 * square) || held.len() > 2
    };
    let roles: Vec<Role> = (0..areas.len())
        .map(|i| {
            let fellows = areas
                .iter()
                .filter(|b| b.component == areas[i].component && b.component.is_some() && b.size > 900.0 * square)
                .count();
            match areas[i].size / square {
                _ if holds(i) => Role::Enclosure,
                size if size < 350.0 || (size < 1000.0 && fellows > 0 && areas[i].size < 900.0 * square) => Role::Sign,
                _ if fellows > 1 => Role::Room,
                _ => Role::Building,
            }
        })
        .collect();
    areas.iter_mut().zip(roles).for_each(|(a, r)| a.role = r);
    let rooms: Vec<Vec<Px>> = areas
        .iter()
        .filter(|a| a.role == Role::Room || a.size > 3000.0 * square)
        .filter(|a| a.role != Role::Enclosure)
        .map(|a| a.ring.clone())
        .collect();
    // A small outline inside a room is furniture, or a letter.
    let furniture =
        |a: &Area| a.size < 1300.0 * square && a.role == Role::Building && rooms.iter().any(|r| contains(r, a.ring[0]));
    areas.iter_mut().filter(|a| furniture(a)).for_each(|a| a.role = Role::Sign);
    let corners: Vec<Px> = areas.iter().filter(|a| a.role == Role::Enclosure).flat_map(|a| a.ring.clone()).collect();
    for area in &mut areas {
        // A small square by a corner of the enclosure is a tower, not a building.
        let compact = area.size < 900.0 * square && area.ring.iter().all(|p| distance(*p, area.ring[0]) < 40.0 * unit);
        let cornered = corners.iter().any(|c| area.ring.iter().any(|p| distance(*c, *p) < 32.0 * unit));
        if area.role == Role::Building && compact && cornered {
            area.role = Role::Sign;
        }
    }
    areas
}

fn sign_kind(area: &Area, areas: &[Area], unit: f64) -> Kind {
    let corners = areas.iter().filter(|a| a.role == Role::Enclosure).flat_map(|a| a.ring.iter());
    let near = |c: &Px| area.ring.iter().any(|p| distance(*c, *p) < 40.0 * unit);
    if corners.into_iter().any(near) { Kind::Tower } else { Kind::Object }
}

/// How many buildings, or blocks of rooms, stand in an area.
fn buildings_in(area: &Area, areas: &[Area]) -> usize {
    let inside = areas.iter().filter(|a| contains(&area.ring, a.ring[0]) && a.size < area.size);
    let blocks: std::collections::BTreeSet<(bool, usize)> = inside
        .enumerate()
        .filter_map(|(i, a)| match a.role {
            Role::Building => Some((true, i)),
            Role::Room => a.component.map(|c| (false, c)),
            Role::Enclosure | Role::Sign => None,
        })
        .collect();
    blocks.len()
}

/// The component of the graph every vertex belongs to.
fn components(graph: &Arrangement) -> Vec<usize> {
    let mut group: Vec<usize> = (0..graph.vertices.len()).collect();
    let root = |group: &[usize], mut v: usize| {
        while group[v] != v {
            v = group[v];
        }
        v
    };
    for edge in &graph.edges {
        let [a, b] = edge.ends.map(|v| root(&group, v));
        group[a.max(b)] = a.min(b);
    }
    (0..group.len()).map(|v| root(&group, v)).collect()
}

/// Whether a ring holds a point: the number of sides that a ray crosses is odd.
pub fn contains(ring: &[Px], [x, y]: Px) -> bool {
    let crosses = |i: usize| {
        let ([ax, ay], [bx, by]) = (ring[i], ring[(i + 1) % ring.len()]);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    (0..ring.len()).filter(|i| crosses(*i)).count() % 2 == 1
}

/// A ring without the points that make no corner.
fn corners(ring: &[Px], tolerance: f64) -> Vec<Px> {
    let Some(start) =
        ring.iter().enumerate().max_by(|a, b| distance(*a.1, ring[0]).total_cmp(&distance(*b.1, ring[0])))
    else {
        return Vec::new();
    };
    let mut line: Vec<Px> = ring[start.0..].iter().chain(&ring[..=start.0]).copied().collect();
    line = simplify(&line, tolerance).into_iter().map(|i| line[i]).collect();
    line.pop();
    line
}

/// The share of the edges' length that is ink, and the strokes.
fn support(graph: &Arrangement, edges: impl Iterator<Item = usize>) -> (f64, Vec<usize>) {
    let (mut inked, mut all, mut strokes) = (0.0, 0.0, Vec::new());
    for e in edges {
        all += graph.length(e);
        if let Origin::Stroke(s) | Origin::Closed(s) = graph.edges[e].origin {
            inked += graph.length(e);
            strokes.push(s);
        }
    }
    strokes.sort_unstable();
    strokes.dedup();
    (if all > 0.0 { inked / all } else { 0.0 }, strokes)
}

/// Walls: edges between regions, and longer ink that parts nothing (doubtful), put together while they run straight on.
fn walls(graph: &Arrangement, regions: &Regions, areas: &[Area], work: &Linework, unit: f64, out: &mut Vec<Traced>) {
    let role = |r: usize| areas.iter().find(|a| a.region == Some(r)).map(|a| a.role);
    let drawn = |e: usize| {
        let sides = [role(regions.right_of(graph, 2 * e)), role(regions.right_of(graph, 2 * e + 1))];
        let alone = sides.contains(&Some(Role::Building));
        let sign = sides.contains(&Some(Role::Sign));
        let inked = !matches!(graph.edges[e].origin, Origin::Supposed | Origin::Opening(_));
        // The outline of a sign is no wall, except where it lies on the wall of a room.
        let of_sign = sign && !sides.contains(&Some(Role::Room));
        !alone && if regions.parts(graph, e) { !of_sign } else { inked && !sign }
    };
    let shown: Vec<bool> = (0..graph.edges.len()).map(drawn).collect();
    let degree = |shown: &[bool], chain: &[usize]| {
        let ends = [graph.from(chain[0]), chain.last().map_or(0, |h| graph.from(h ^ 1))];
        ends.map(|v| (0..graph.edges.len()).filter(|e| shown[*e] && graph.edges[*e].ends.contains(&v)).count())
    };
    for chain in chains(graph, &shown) {
        let points: Vec<Px> = chain
            .iter()
            .map(|h| graph.vertices[graph.from(*h)])
            .chain(chain.last().map(|h| graph.vertices[graph.from(h ^ 1)]))
            .collect();
        let (confidence, ink) = support(graph, chain.iter().map(|h| h / 2));
        let parting = chain.iter().filter(|h| regions.parts(graph, *h / 2)).count() * 2 > chain.len();
        let within = areas
            .iter()
            .any(|a| matches!(a.role, Role::Room | Role::Building) && contains(&a.ring, points[points.len() / 2]));
        let lone = within && degree(&shown, &chain) == [1, 1];
        let in_swing = work
            .openings
            .iter()
            .any(|o| o.ends.iter().any(|jamb| points.iter().all(|p| distance(*p, *jamb) < 1.25 * o.width())));
        if !parting && (lone || in_swing || length(&points) < 45.0 * unit) || confidence == 0.0 {
            continue;
        }
        let state = if parting && confidence > 0.4 { Verdict::Accepted } else { Verdict::Doubtful };
        let line = simplify(&points, 2.5 * unit).into_iter().map(|i| points[i]).collect();
        let (kind, shape, look) = (Kind::Wall, Shape::Line(line), Look::default());
        out.push(Traced { id: String::new(), kind, shape, confidence, state, ink, look });
    }
}

/// Half-edges in rows that run on within 35 degrees.
fn chains(graph: &Arrangement, shown: &[bool]) -> Vec<Vec<usize>> {
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); graph.vertices.len()];
    (0..2 * shown.len()).filter(|h| shown[h / 2]).for_each(|h| from[graph.from(h)].push(h));
    let mut partner: Vec<Option<usize>> = vec![None; 2 * shown.len()];
    for spokes in &from {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (i, a) in spokes.iter().enumerate() {
            for b in &spokes[i + 1..] {
                pairs.push((graph.straightness(a ^ 1, *b), *a, *b));
            }
        }
        pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
        for (straight, a, b) in pairs {
            if straight > 0.82 && partner[a].is_none() && partner[b].is_none() {
                (partner[a], partner[b]) = (Some(b), Some(a));
            }
        }
    }
    let mut taken = vec![false; shown.len()];
    let mut out = Vec::new();
    for rings in [false, true] {
        for start in (0..partner.len()).filter(|h| shown[h / 2]) {
            if taken[start / 2] || (!rings && partner[start].is_some()) {
                continue;
            }
            let (mut h, mut chain) = (start, vec![start]);
            taken[h / 2] = true;
            while let Some(on) = partner[h ^ 1].filter(|on| !taken[on / 2]) {
                taken[on / 2] = true;
                chain.push(on);
                h = on;
            }
            out.push(chain);
        }
    }
    out
}

/// Doors and gates: openings that part two regions, or in which something was drawn.
fn doors(graph: &Arrangement, regions: &Regions, areas: &[Area], work: &Linework, out: &mut Vec<Traced>) {
    for (n, opening) in work.openings.iter().enumerate() {
        let edges: Vec<usize> =
            (0..graph.edges.len()).filter(|e| graph.edges[*e].origin == Origin::Opening(n)).collect();
        let parts = edges.iter().any(|e| regions.parts(graph, *e));
        if edges.is_empty() || opening.leaf == Leaf::Break || (!parts && opening.leaf == Leaf::Gap) {
            continue;
        }
        let sides: Vec<usize> =
            edges.iter().flat_map(|e| [2 * e, 2 * e + 1]).map(|h| regions.right_of(graph, h)).collect();
        let rim = areas.iter().any(|a| a.role == Role::Enclosure && a.region.is_some_and(|r| sides.contains(&r)))
            && sides.contains(&OUTSIDE);
        let kind = if rim { Kind::Gate } else { Kind::Door };
        let confidence = match (opening.leaf, parts) {
            (Leaf::Gap | Leaf::Break, _) => 0.6,
            (_, true) => 0.95,
            (_, false) => 0.5,
        };
        let state = if parts { Verdict::Accepted } else { Verdict::Doubtful };
        let way = direction(opening.ends[0], opening.ends[1]);
        let beside = |s: &super::arrangement::Segment| {
            let touches = opening.ends.iter().any(|p| distance(*p, s.a).min(distance(*p, s.b)) < 1.0);
            touches && dot(way, direction(s.a, s.b)).abs() > 0.9
        };
        let mut ink: Vec<usize> = work
            .segments
            .iter()
            .filter(|s| beside(s))
            .filter_map(|s| if let Origin::Stroke(i) = s.origin { Some(i) } else { None })
            .collect();
        ink.sort_unstable();
        ink.dedup();
        let (shape, look) = (Shape::Line(opening.ends.to_vec()), Look::default());
        out.push(Traced { id: String::new(), kind, shape, confidence, state, ink, look });
    }
}

/// Numbers the features of each kind, from the top of the sheet down.
pub fn number(features: &mut [Traced]) {
    let place = |t: &Traced| match &t.shape {
        Shape::Point(p) => *p,
        Shape::Line(l) | Shape::Ring(l) => l.iter().fold([f64::MAX; 2], |a, p| [a[0].min(p[0]), a[1].min(p[1])]),
    };
    features.sort_by(|a, b| {
        let ([ax, ay], [bx, by]) = (place(a), place(b));
        a.kind.cmp(&b.kind).then(ay.total_cmp(&by)).then(ax.total_cmp(&bx))
    });
    let mut count = std::collections::BTreeMap::<Kind, usize>::new();
    for feature in features {
        let n = count.entry(feature.kind).or_default();
        *n += 1;
        feature.id = format!("{}-{n}", feature.kind.as_str());
    }
}
