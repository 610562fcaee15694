//! Drawings as bytes say, and their way out and back.

use arbitrary::Unstructured;
use geo::{Coord, LineString, Point, Polygon};
use locus_casefile::review::{ScanFile, geojson, read_edited, read_trace, svg};
use locus_model::{Certainty, Drawing, Edtf, Form, In, Key, Kind, Overlay, SketchPx, Stroke, Text, Tracing};
use std::collections::BTreeMap;

/// The scan of every drawing here; its name is one that URLs and XML have to escape.
pub const IMAGE: &str = "A01 스캔-1&.jpg";
/// The same with its size.
pub const SCAN: ScanFile = ScanFile { name: IMAGE, size: [1000, 700] };

/// A drawing goes out as GeoJSON and as SVG and comes back as it was.
pub fn round_trip(bytes: &[u8]) {
    let u = &mut Unstructured::new(bytes);
    let Ok(drawing) = drawing(u, "locus-trace 0.1.0") else { return };
    let mut doubts = BTreeMap::new();
    for stroke in &drawing.strokes {
        if u.ratio(1, 3).unwrap_or(false) {
            doubts.insert(stroke.id.clone(), text(u).unwrap_or_default());
        }
    }
    returns(&Overlay { image: IMAGE, size: SCAN.size, drawing: &drawing, doubts: &doubts, ink: &[] }, SCAN);
}

/// Both files give the drawing back. The SVG keeps it layer by layer and to a thousandth of a pixel.
pub fn returns(overlay: &Overlay, scan: ScanFile) {
    let drawing = overlay.drawing;
    let file = geojson(drawing, scan.name);
    let read = read_trace("sheet.trace.geojson", file.as_bytes(), scan.name).unwrap_or_else(|m| panic!("{m}\n{file}"));
    assert_eq!(read.drawing, *drawing, "as GeoJSON");
    if drawing.strokes.is_empty() {
        return;
    }
    let file = svg(overlay, &format!("../{}", scan.name));
    let read = read_edited("sheet.svg", file.as_bytes(), scan).unwrap_or_else(|m| panic!("{m}\n{file}"));
    assert_eq!(by_id(&read.drawing), by_id(&rounded(drawing)), "as SVG:\n{file}");
}

fn by_id(drawing: &Drawing<SketchPx>) -> BTreeMap<&str, &Stroke<SketchPx>> {
    drawing.strokes.iter().map(|stroke| (stroke.id.as_str(), stroke)).collect()
}

/// The drawing to a thousandth of a pixel.
fn rounded(drawing: &Drawing<SketchPx>) -> Drawing<SketchPx> {
    let thousandth = |v: f64| (v * 1000.0).round() / 1000.0 + 0.0;
    let at = |c: Coord| Coord { x: thousandth(c.x), y: thousandth(c.y) };
    let stroke = |s: &Stroke<SketchPx>| s.moved(In::claim(s.shape.geometry().map(at)));
    Drawing { strokes: drawing.strokes.iter().map(stroke).collect(), tracing: drawing.tracing.clone() }
}

/// Finite coordinates near the sheet, and node keys for every vertex or none.
pub fn is_within_reason(stroke: &Stroke<SketchPx>) {
    let form = stroke.shape.geometry();
    let near = |v: f64| v.is_finite() && v.abs() <= 1e6;
    let holes: Vec<Coord> = match form {
        Form::Area(area) => area.interiors().iter().flat_map(|ring| ring.0.clone()).collect(),
        _ => Vec::new(),
    };
    let all = form.vertices();
    assert!(all.iter().chain(&holes).all(|at| near(at.x) && near(at.y)), "{stroke:?}");
    assert!(stroke.nodes.is_empty() || stroke.nodes.len() == all.len(), "{stroke:?}");
    assert!(!stroke.id.is_empty());
}

/// A drawing of up to twelve elements.
pub fn drawing(u: &mut Unstructured, by: &str) -> arbitrary::Result<Drawing<SketchPx>> {
    let mut strokes: Vec<Stroke<SketchPx>> = Vec::new();
    for _ in 0..u.int_in_range(0..=12)? {
        let stroke = stroke(u)?;
        if strokes.iter().all(|other| other.id != stroke.id) {
            strokes.push(stroke);
        }
    }
    Ok(Drawing { strokes, tracing: Tracing { by: by.to_owned() } })
}

/// One element with whatever it can say.
pub fn stroke(u: &mut Unstructured) -> arbitrary::Result<Stroke<SketchPx>> {
    let kind = *u.choose(&Kind::ALL)?;
    let form = form(u, kind)?;
    let vertices = form.vertices().len();
    let mut nodes = Vec::new();
    if u.ratio(1, 4)? {
        for _ in 0..vertices {
            nodes.push(key(u)?);
        }
        if let (Form::Area(_), Some(first)) = (&form, nodes.first().cloned()) {
            nodes[vertices - 1] = first;
        }
    }
    let dates = ["2009", "2009-11/2010-03", "1998~", "2004-06-XX"];
    let certainties = [Certainty::Sure, Certainty::Unsure, Certainty::Corrected];
    let extra =
        [("confidence", "0.71"), ("state", "\"doubtful\""), ("x \"<&\n\u{7f}", "[1,  null, {\"a\": \"\\u0000\"}]")];
    Ok(Stroke {
        id: format!("{}-{}", kind.as_str(), u.int_in_range(1..=6)?),
        kind,
        key: key(u)?,
        name: if u.ratio(1, 3)? { name(u)? } else { None },
        nodes,
        valid: if u.ratio(1, 4)? { Edtf::parse(u.choose(&dates)?).ok() } else { None },
        certainty: if u.ratio(1, 4)? { Some(*u.choose(&certainties)?) } else { None },
        ink: (0..u.int_in_range(0..=3)?).map(|i| format!("s{i}")).collect(),
        traced_by: if u.ratio(1, 4)? { Some("Investigator 2".to_owned()) } else { None },
        shape: In::claim(form),
        extra: extra.iter().take(u.int_in_range(0..=3)?).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    })
}

/// Names that the format can hold: a plain text, or texts by language.
fn name(u: &mut Unstructured) -> arbitrary::Result<Option<Text>> {
    let (plain, other) = (text(u)?, text(u)?);
    if plain.trim().is_empty() || other.trim().is_empty() {
        return Ok(None);
    }
    let both = BTreeMap::from([("ko".to_owned(), plain.clone()), ("en".to_owned(), other)]);
    Ok(Some(if u.arbitrary()? { Text::undetermined(&plain) } else { Text(both) }))
}

fn text(u: &mut Unstructured) -> arbitrary::Result<String> {
    let text: &str = u.arbitrary()?;
    // NUL is no text to any of the formats.
    Ok(text.chars().filter(|c| *c != '\0').take(40).collect())
}

fn key(u: &mut Unstructured) -> arbitrary::Result<Option<Key>> {
    let keys = ["gate/w", "perimeter/c2", "cell-3", "a"];
    Ok(if u.ratio(1, 3)? { Key::new(u.choose(&keys)?).ok() } else { None })
}

fn form(u: &mut Unstructured, kind: Kind) -> arbitrary::Result<Form> {
    let spot = !(kind.is_line() || kind.is_opening() || kind.is_area()) && u.arbitrary()?;
    if spot {
        return Ok(Form::Point(Point(position(u)?)));
    }
    if kind.is_line() || kind.is_opening() {
        let points = positions(u, 2)?;
        return Ok(Form::Line(LineString(points)));
    }
    let holes = if u.ratio(1, 4)? { vec![ring(u, 0.1)?] } else { Vec::new() };
    Ok(Form::Area(Polygon::new(ring(u, 300.0)?, holes)))
}

/// A ring around somewhere, its corners at even angles: the hole that comes with it is smaller than any of these.
fn ring(u: &mut Unstructured, radius: f64) -> arbitrary::Result<LineString> {
    let (middle, corners) = (position(u)?, u.int_in_range(3..=9)?);
    let corner = |i: i32| {
        let (s, c) = (std::f64::consts::TAU * f64::from(i) / f64::from(corners)).sin_cos();
        Coord { x: middle.x + radius * c, y: middle.y + radius * s }
    };
    let mut ring: Vec<Coord> = (0..corners).map(corner).collect();
    ring.push(ring[0]);
    Ok(LineString(ring))
}

/// Some positions, none like the one before it to a thousandth of a pixel.
fn positions(u: &mut Unstructured, least: usize) -> arbitrary::Result<Vec<Coord>> {
    let mut all = vec![position(u)?];
    for _ in 0..u.int_in_range(least..=8)? {
        let at = position(u)?;
        if all.last().is_none_or(|last| (last.x - at.x).abs() > 0.01) {
            all.push(at);
        }
    }
    if all.len() < least {
        all.push(Coord { x: all[0].x + 5.0, y: all[0].y });
    }
    Ok(all)
}

/// On the sheet or somewhat beside it, at times with every digit that a number has.
fn position(u: &mut Unstructured) -> arbitrary::Result<Coord> {
    let (x, y): (u16, u16) = u.arbitrary()?;
    let divisor = *u.choose(&[1.0, 8.0, 100.0, 30.0])?;
    Ok(Coord { x: f64::from(x) / divisor - 100.0, y: f64::from(y) / divisor - 100.0 })
}
