//! The shapes of an SVG as chains of points in pixels of the scan.

use super::FLATNESS_PX;
use crate::findings::Problem;
use crate::import::xml::Element;
use crate::limits::LIMITS;
use geo::{Area, Coord, LineString, Point, Polygon};
use kurbo::{Affine, Ellipse, PathEl, Shape};
use locus_model::{Form, Kind};
use svgtypes::{Number, PathParser, PathSegment, PointsParser, SimplePathSegment, SimplifyingPathParser};

/// The elements that draw (SVG 1.1, section 9).
pub(super) const SHAPES: [&str; 7] = ["path", "rect", "line", "polyline", "polygon", "circle", "ellipse"];

/// The largest number of a path, units of the document: beyond it sums and curves lose the pixel.
const LARGEST: f64 = 1e7;

/// What a shape draws.
#[derive(Default)]
pub(super) struct Outline {
    pieces: Vec<Piece>,
    /// Whether a curve was replaced by chords.
    pub curved: bool,
}

#[derive(Default)]
struct Piece {
    points: Vec<Coord>,
    closed: bool,
}

impl Piece {
    /// A ring of at least three corners, its first point repeated; whether it was closed by a stroke or by its ends.
    fn ring(&self) -> Option<LineString> {
        let mut points = self.points.clone();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        } else if !self.closed {
            return None;
        }
        points.push(*points.first()?);
        (points.len() >= 4).then_some(LineString(points))
    }

    /// A line of at least two points; a closed one ends where it began.
    fn line(&self) -> Option<LineString> {
        let mut points = self.points.clone();
        if self.closed && points.first() != points.last() {
            points.extend(points.first().copied());
        }
        (points.len() >= 2).then_some(LineString(points))
    }
}

/// The outline of a shape; `px_from_user` carries its coordinates to pixels.
pub(super) fn outline(element: &Element, px_from_user: Affine) -> Result<Outline, Problem> {
    let mut pen = Pen { px_from_user, line: element.line, outline: Outline::default(), positions: 0 };
    match element.name.as_str() {
        "path" => pen.path(element.attribute("d").unwrap_or(""))?,
        "polyline" | "polygon" => {
            let points = PointsParser::from(element.attribute("points").unwrap_or(""));
            pen.chain(points, element.name == "polygon")?;
        }
        "line" => {
            let [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(|name| number(element, name));
            pen.chain([(x1?, y1?), (x2?, y2?)], false)?;
        }
        "rect" => {
            let [x, y, w, h] = ["x", "y", "width", "height"].map(|name| number(element, name));
            let (x, y, w, h) = (x?, y?, w?, h?);
            pen.chain([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], true)?;
        }
        _ => pen.ellipse(element)?,
    }
    let mut outline = pen.outline;
    if outline.pieces.len() > 1 {
        // A move without a stroke after it draws nothing.
        outline.pieces.retain(|piece| piece.points.len() > 1);
    }
    Ok(outline)
}

fn number(element: &Element, name: &str) -> Result<f64, Problem> {
    let Some(text) = element.attribute(name) else { return Ok(0.0) };
    let read = text.trim().trim_end_matches("px").parse::<Number>().ok().map(|n| n.0);
    read.filter(|n| n.abs() <= LARGEST).ok_or_else(|| {
        let found = format!("{name}=\"{}\"", text.chars().take(40).collect::<String>());
        Problem::new(element.line, found, "a number without unit", "convert the shape: Path > Object to Path")
    })
}

struct Pen {
    px_from_user: Affine,
    line: usize,
    outline: Outline,
    positions: usize,
}

impl Pen {
    fn problem(&self, found: impl Into<String>, expected: &str, remedy: &str) -> Problem {
        Problem::new(self.line, found, expected, remedy)
    }

    fn path(&mut self, d: &str) -> Result<(), Problem> {
        self.check_numbers(d)?;
        let mut start = kurbo::Point::ZERO;
        let mut at = start;
        for segment in SimplifyingPathParser::from(d) {
            let segment = segment.map_err(|error| self.unreadable(d, &error))?;
            at = match segment {
                SimplePathSegment::MoveTo { x, y } => {
                    self.outline.pieces.push(Piece::default());
                    start = self.place(kurbo::Point::new(x, y))?;
                    start
                }
                SimplePathSegment::LineTo { x, y } => self.place(kurbo::Point::new(x, y))?,
                SimplePathSegment::Quadratic { x1, y1, x, y } => self.curve(at, &[(x1, y1), (x, y)])?,
                SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => self.curve(at, &[(x1, y1), (x2, y2), (x, y)])?,
                SimplePathSegment::ClosePath => {
                    self.outline.pieces.last_mut().iter_mut().for_each(|piece| piece.closed = true);
                    start
                }
            };
        }
        Ok(())
    }

    /// Numbers within reason, before arcs and curves are computed with them.
    fn check_numbers(&self, d: &str) -> Result<(), Problem> {
        for segment in PathParser::from(d) {
            let segment = segment.map_err(|error| self.unreadable(d, &error))?;
            if !numbers(&segment).iter().all(|n| n.abs() <= LARGEST) {
                let found = format!("a path with a number beyond {LARGEST:e}");
                return Err(self.problem(found, "coordinates on the scan", "delete the path and draw it again"));
            }
        }
        Ok(())
    }

    fn unreadable(&self, d: &str, error: &svgtypes::Error) -> Problem {
        let found = format!("d=\"{}\": {error}", d.chars().take(60).collect::<String>());
        self.problem(found, "path data of SVG 1.1", "delete the path and draw it again")
    }

    /// Adds a point of the document; gives it in pixels.
    fn place(&mut self, user: kurbo::Point) -> Result<kurbo::Point, Problem> {
        let px = self.px_from_user * user;
        self.add(px)?;
        Ok(px)
    }

    /// Adds a point in pixels, rounded as the writer rounds: what was not touched comes back as it went out.
    fn add(&mut self, px: kurbo::Point) -> Result<(), Problem> {
        let at = Coord { x: thousandth(px.x), y: thousandth(px.y) };
        let inside = |v: f64| v.abs() <= LIMITS.pixel;
        if !(inside(at.x) && inside(at.y)) {
            let found = format!("a point at pixel ({:e}, {:e})", px.x, px.y);
            return Err(self.problem(found, "points on the scan or near it", "move the path back onto the scan"));
        }
        if self.outline.pieces.is_empty() {
            self.outline.pieces.push(Piece::default());
        }
        let Some(piece) = self.outline.pieces.last_mut() else { return Ok(()) };
        // Editors leave nodes on top of each other; a line does not change by one of them going.
        if piece.points.last() != Some(&at) {
            piece.points.push(at);
            self.positions += 1;
        }
        if self.positions > LIMITS.positions {
            let expected = format!("at most {}", LIMITS.positions);
            return Err(self.problem("a path with very many positions", &expected, "Path > Simplify, or split it"));
        }
        Ok(())
    }

    /// A Bézier curve from `from` (pixels) with the other control points in units of the document.
    fn curve(&mut self, from: kurbo::Point, others: &[(f64, f64)]) -> Result<kurbo::Point, Problem> {
        let px: Vec<kurbo::Point> = others.iter().map(|at| self.px_from_user * kurbo::Point::from(*at)).collect();
        if px.iter().any(|at| !(at.x.abs() <= 2.0 * LIMITS.pixel && at.y.abs() <= 2.0 * LIMITS.pixel)) {
            return Err(self.problem("a curve far off the scan", "curves on the scan", "delete it and draw it again"));
        }
        let element = match *px.as_slice() {
            [control, to] => PathEl::QuadTo(control, to),
            [first, second, to] => PathEl::CurveTo(first, second, to),
            _ => return Ok(from),
        };
        let mut chords = Vec::new();
        kurbo::flatten([PathEl::MoveTo(from), element], FLATNESS_PX, |chord| {
            if let PathEl::LineTo(to) = chord {
                chords.push(to);
            }
        });
        self.outline.curved |= chords.len() > 1;
        chords.into_iter().try_for_each(|to| self.add(to))?;
        Ok(px.last().copied().unwrap_or(from))
    }

    fn chain(&mut self, points: impl IntoIterator<Item = (f64, f64)>, closed: bool) -> Result<(), Problem> {
        self.outline.pieces.push(Piece { points: Vec::new(), closed });
        points.into_iter().try_for_each(|at| self.place(kurbo::Point::from(at)).map(|_| ()))
    }

    fn ellipse(&mut self, element: &Element) -> Result<(), Problem> {
        let names = if element.name == "circle" { ["cx", "cy", "r", "r"] } else { ["cx", "cy", "rx", "ry"] };
        let [cx, cy, rx, ry] = names.map(|name| number(element, name));
        let ellipse = self.px_from_user * Ellipse::new((cx?, cy?), (rx?.abs(), ry?.abs()), 0.0);
        let bounds = ellipse.bounding_box();
        if ![bounds.x0, bounds.y0, bounds.x1, bounds.y1].iter().all(|v| v.abs() <= LIMITS.pixel) {
            return Err(self.problem(
                "an ellipse far off the scan",
                "shapes on the scan",
                "move it back onto the scan",
            ));
        }
        self.outline.pieces.push(Piece { points: Vec::new(), closed: true });
        self.outline.curved = true;
        let mut points = Vec::new();
        kurbo::flatten(ellipse.path_elements(FLATNESS_PX), FLATNESS_PX, |element| {
            if let PathEl::MoveTo(at) | PathEl::LineTo(at) = element {
                points.push(at);
            }
        });
        points.into_iter().try_for_each(|at| self.add(at))
    }
}

/// To a thousandth of a pixel; the sum with zero turns -0 into 0.
fn thousandth(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0 + 0.0
}

/// Every number of a segment.
fn numbers(segment: &PathSegment) -> Vec<f64> {
    match *segment {
        PathSegment::MoveTo { x, y, .. }
        | PathSegment::LineTo { x, y, .. }
        | PathSegment::SmoothQuadratic { x, y, .. } => vec![x, y],
        PathSegment::HorizontalLineTo { x, .. } => vec![x],
        PathSegment::VerticalLineTo { y, .. } => vec![y],
        PathSegment::CurveTo { x1, y1, x2, y2, x, y, .. } => vec![x1, y1, x2, y2, x, y],
        PathSegment::SmoothCurveTo { x2, y2, x, y, .. } => vec![x2, y2, x, y],
        PathSegment::Quadratic { x1, y1, x, y, .. } => vec![x1, y1, x, y],
        PathSegment::EllipticalArc { rx, ry, x_axis_rotation, x, y, .. } => vec![rx, ry, x_axis_rotation, x, y],
        PathSegment::ClosePath { .. } => Vec::new(),
    }
}

impl Outline {
    /// The form that an element of `kind` takes from this outline; `spot`: it stands for a single point.
    pub fn form(&self, kind: Kind, spot: bool, line: usize) -> Result<Form, Problem> {
        let nothing = || Problem::new(line, "a path without a line in it", "at least two nodes", "delete it");
        if spot {
            return self.middle().map(Form::Point).ok_or_else(nothing);
        }
        if kind.is_line() || kind.is_opening() {
            let [piece] = self.pieces.as_slice() else {
                let found = format!("a {} of {} pieces", kind.as_str(), self.pieces.len());
                return Err(Problem::new(line, found, "one line", "Path > Break Apart, or delete it"));
            };
            return piece.line().map(Form::Line).ok_or_else(nothing);
        }
        let rings: Option<Vec<LineString>> = self.pieces.iter().map(Piece::ring).collect();
        match rings {
            Some(rings) if !rings.is_empty() => Ok(Form::Area(polygon(rings))),
            _ => {
                let found = format!("a {} that is not closed, or has fewer than three corners", kind.as_str());
                let remedy = "join its end nodes, or move it to the layer of a kind that is a line";
                Err(Problem::new(line, found, "a closed path", remedy))
            }
        }
    }

    /// The middle of the box around everything.
    fn middle(&self) -> Option<Point> {
        let all: Vec<Coord> = self.pieces.iter().flat_map(|piece| &piece.points).copied().collect();
        let first = *all.first()?;
        let (mut min, mut max) = (first, first);
        for at in all {
            (min.x, min.y) = (min.x.min(at.x), min.y.min(at.y));
            (max.x, max.y) = (max.x.max(at.x), max.y.max(at.y));
        }
        Some(Point::new(thousandth(0.5 * (min.x + max.x)), thousandth(0.5 * (min.y + max.y))))
    }
}

/// The largest ring with the others as its holes, in the order of the file.
fn polygon(mut rings: Vec<LineString>) -> Polygon {
    let area = |ring: &LineString| Polygon::new(ring.clone(), Vec::new()).unsigned_area();
    let areas: Vec<f64> = rings.iter().map(area).collect();
    // The first of the largest.
    let outer = (1..rings.len()).fold(0, |best, i| if areas[i] > areas[best] { i } else { best });
    let exterior = rings.remove(outer);
    Polygon::new(exterior, rings)
}
