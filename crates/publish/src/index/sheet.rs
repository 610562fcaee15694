//! The sheets of the bundle: what they draw, and how to lay their scans on the ground.

mod drape;
mod grid;

use crate::bundle::{BundleControl, BundleSheet, BundleStroke};
use crate::precision::{decimals, metres};
use crate::scene::{flat, local};
use crate::{Inputs, PublishError};
use geo::{Coord, LineString, Point};
use locus_model::{AlignedSheet, Drawing, Form, In, Key, PlacedTie, Site, SketchPx, Stroke};
use std::collections::BTreeMap;

/// Decimals of a degree of a control point: it takes millimetres to repeat an alignment.
const CONTROL_DECIMALS: i32 = 8;

/// The aligned sheets, by id.
pub fn sheets(inputs: &Inputs) -> Result<Vec<BundleSheet>, PublishError> {
    let mut sheets: Vec<&AlignedSheet> = inputs.plan().sheets.iter().collect();
    sheets.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    sheets.into_iter().map(|s| sheet(inputs, s)).collect()
}

fn sheet(inputs: &Inputs, aligned: &AlignedSheet) -> Result<BundleSheet, PublishError> {
    let stated = inputs.case().sheets.get(&aligned.sheet);
    let strokes = strokes(inputs, aligned, stated.and_then(|s| s.drawing.as_ref()));
    let image = inputs.scans.get(&aligned.sheet);
    let size_px = image.map(|s| [s.width_px, s.height_px]);
    let pairs = pairs(&strokes);
    let drape = drape::fit(&pairs);
    Ok(BundleSheet {
        id: aligned.sheet.to_string(),
        account: aligned.account.to_string(),
        level: aligned.level.to_string(),
        image: image.and_then(|i| i.file.clone()),
        image_sha256: image.and_then(|i| i.sha256.clone()),
        size_px,
        method: aligned.quality.method.as_str().to_owned(),
        rms_m: Some(metres(aligned.quality.rms_m)),
        loo_rms_m: aligned.quality.loo_rms_m.map(metres),
        memory_sd_m: aligned.quality.memory_sd_m.map(metres),
        paper: ring(inputs, aligned.paper.geometry().exterior()),
        drape_grid: drape.zip(size_px).and_then(|(drape, size)| grid::fit(&drape, size, &pairs)),
        drape,
        controls: controls(inputs, aligned, size_px)?,
        strokes: strokes.iter().map(Carried::printed).collect(),
    })
}

/// What laid the sheet down, by name.
fn controls(
    inputs: &Inputs,
    aligned: &AlignedSheet,
    size: Option<[f64; 2]>,
) -> Result<Vec<BundleControl>, PublishError> {
    let Some([width, height]) = size else { return Ok(Vec::new()) };
    let control = |tie: &PlacedTie| {
        // The sketch plane is one page wide and has y up; pixels have y down.
        let drawn = tie.drawn.geometry();
        Ok(BundleControl {
            landmark: tie.key.to_string(),
            px: [decimals(drawn.x * width, 2), decimals(height - drawn.y * width, 2)],
            position: flat(local(inputs, tie.at)),
            degrees: degrees(inputs, tie)?,
        })
    };
    let mut controls = aligned.ties.iter().map(control).collect::<Result<Vec<_>, PublishError>>()?;
    controls.sort_by(|a, b| a.landmark.cmp(&b.landmark));
    Ok(controls)
}

fn degrees(inputs: &Inputs, tie: &PlacedTie) -> Result<[f64; 2], PublishError> {
    let refuse = |reason| PublishError::Unplaceable {
        what: format!("control point \"{}\"", tie.key),
        east: tie.at.x,
        north: tie.at.y,
        reason,
    };
    let at = (inputs.geographic)(&In::claim(Point::from(tie.at))).map_err(refuse)?.into_geometry();
    Ok([decimals(at.x(), CONTROL_DECIMALS), decimals(at.y(), CONTROL_DECIMALS)])
}

/// A drawn element, on the scan and in the scene.
struct Carried<'a> {
    /// `<sheet>/<stroke>`.
    id: String,
    stroke: &'a Stroke<Site>,
    /// Metres east and south of the anchor.
    scene: Vec<Coord>,
    /// The same vertices on the scan, pixels; empty where the drawing is not at hand.
    px: Vec<Coord>,
    /// The rings of its holes, scene metres.
    holes: Vec<Vec<[f64; 2]>>,
}

impl Carried<'_> {
    fn printed(&self) -> BundleStroke {
        BundleStroke {
            id: self.id.clone(),
            kind: self.stroke.kind.as_str().to_owned(),
            key: self.stroke.key.as_ref().map(Key::to_string),
            line: self.scene.iter().map(|c| [metres(c.x), metres(c.y)]).collect(),
            px: self.px.iter().map(|c| [decimals(c.x, 2), decimals(c.y, 2)]).collect(),
            closed: matches!(self.stroke.shape.geometry(), Form::Area(_)),
            holes: self.holes.clone(),
        }
    }
}

/// Everything one sheet draws, by id.
fn strokes<'a>(inputs: &Inputs, aligned: &'a AlignedSheet, drawing: Option<&Drawing<SketchPx>>) -> Vec<Carried<'a>> {
    let drawn: BTreeMap<&str, Vec<Coord>> =
        drawing.into_iter().flat_map(|d| &d.strokes).map(|s| (s.id.as_str(), s.shape.geometry().vertices())).collect();
    let carried = |stroke: &'a Stroke<Site>| {
        let form = stroke.shape.geometry();
        let scene: Vec<Coord> =
            form.vertices().into_iter().map(|c| local(inputs, c)).map(|c| Coord { x: c.x, y: -c.y }).collect();
        let holes = match form {
            Form::Area(area) => area.interiors().iter().map(|hole| ring(inputs, hole)).collect(),
            Form::Point(_) | Form::Line(_) => Vec::new(),
        };
        // Paired vertex by vertex or not at all.
        let px = drawn.get(stroke.id.as_str()).filter(|px| px.len() == scene.len()).cloned().unwrap_or_default();
        Carried { id: format!("{}/{}", aligned.sheet, stroke.id), stroke, scene, px, holes }
    };
    let mut strokes: Vec<Carried> = aligned.strokes.iter().map(|s| carried(&s.stroke)).collect();
    strokes.sort_by(|a, b| a.id.cmp(&b.id));
    strokes
}

fn ring(inputs: &Inputs, line: &LineString) -> Vec<[f64; 2]> {
    line.0.iter().map(|c| flat(local(inputs, *c))).collect()
}

/// A drawn vertex on the scan (pixels) and in the scene (metres east and south of the anchor).
type Pair = (Coord, Coord);

fn pairs(strokes: &[Carried]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = strokes.iter().flat_map(|s| s.px.iter().copied().zip(s.scene.iter().copied())).collect();
    // Sums of floats depend on their order, the published bytes must not.
    pairs.sort_by(|(a, _), (b, _)| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    pairs
}
