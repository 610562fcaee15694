//! The published plan as a test reasons about it: points and lines `[x, z]`, scene metres.

use serde_json::Value;

pub type Point = [f64; 2];

/// Ends of the line of a wall or an opening.
pub fn line(bundle: &Value, id: &str) -> [Point; 2] {
    let elements = bundle["elements"].as_array().unwrap();
    let found = elements.iter().find(|element| element["id"] == id).unwrap_or_else(|| panic!("no element {id}"));
    let line = points(&found["shape"]["line"]);
    [line[0], line[line.len() - 1]]
}

pub fn middle([a, b]: [Point; 2]) -> Point {
    [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]
}

/// The unit vector at right angles to a line, to the right of its direction seen from above (z is south).
pub fn across([a, b]: [Point; 2]) -> Point {
    let [dx, dz] = [b[0] - a[0], b[1] - a[1]];
    let length = dx.hypot(dz);
    [-dz / length, dx / length]
}

/// The same, but to the side away from `from`.
pub fn away(line: [Point; 2], from: Point) -> Point {
    let n = across(line);
    if beyond(line, n, from) < 0.0 { n } else { n.map(|c| -c) }
}

/// How far a point lies on the `normal`'s side of the line, metres.
pub fn beyond(line: [Point; 2], normal: Point, point: Point) -> f64 {
    (point[0] - line[0][0]) * normal[0] + (point[1] - line[0][1]) * normal[1]
}

pub fn moved(point: Point, direction: Point, metres: f64) -> Point {
    [point[0] + metres * direction[0], point[1] + metres * direction[1]]
}

/// Every piece of wall that one can bump into: the walls without their doors and gates.
pub fn masonry(bundle: &Value) -> Vec<[Point; 2]> {
    let elements = bundle["elements"].as_array().unwrap();
    let walls = elements.iter().filter(|element| element["layer"] == "walls");
    let mut pieces = Vec::new();
    for wall in walls {
        let shape = &wall["shape"];
        let line = points(&shape["line"]);
        let gaps: Vec<[Point; 2]> = shape["gaps"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|gap| points(&gap["line"]))
            .map(|gap| [gap[0], gap[gap.len() - 1]])
            .collect();
        for side in line.windows(2) {
            pieces.extend(without([side[0], side[1]], &gaps));
        }
    }
    pieces
}

/// What the gaps leave of a line.
fn without([a, b]: [Point; 2], gaps: &[[Point; 2]]) -> Vec<[Point; 2]> {
    let [dx, dz] = [b[0] - a[0], b[1] - a[1]];
    let length = dx.hypot(dz);
    let along = |p: Point| ((p[0] - a[0]) * dx + (p[1] - a[1]) * dz) / length;
    let off = |p: Point| ((p[0] - a[0]) * dz - (p[1] - a[1]) * dx).abs() / length;
    let mut cuts: Vec<[f64; 2]> = gaps
        .iter()
        .filter(|gap| gap.iter().all(|end| off(*end) < 0.2))
        .map(|gap| {
            let ends = gap.map(along);
            [ends[0].min(ends[1]), ends[0].max(ends[1])]
        })
        .collect();
    cuts.sort_by(|p, q| p[0].total_cmp(&q[0]));
    let at = |t: f64| [a[0] + dx * t / length, a[1] + dz * t / length];
    let mut pieces = Vec::new();
    let mut from = 0.0;
    for [low, high] in cuts.into_iter().chain([[length, length]]) {
        if low.min(length) > from {
            pieces.push([at(from), at(low.min(length))]);
        }
        from = f64::max(from, high);
    }
    pieces
}

/// Distance of a point from a piece of line, metres.
pub fn distance([a, b]: [Point; 2], p: Point) -> f64 {
    let [dx, dz] = [b[0] - a[0], b[1] - a[1]];
    let t = (((p[0] - a[0]) * dx + (p[1] - a[1]) * dz) / (dx * dx + dz * dz)).clamp(0.0, 1.0);
    (p[0] - a[0] - t * dx).hypot(p[1] - a[1] - t * dz)
}

fn points(value: &Value) -> Vec<Point> {
    let coordinate = |point: &Value, i: usize| point[i].as_f64().unwrap();
    value.as_array().unwrap().iter().map(|point| [coordinate(point, 0), coordinate(point, 1)]).collect()
}
